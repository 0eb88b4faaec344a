"""Accounts: who may log in, as what. For administrators."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHeaderView, QLineEdit, QTableWidgetItem, QWidget

from ucmsc_desktop.domain.roles import Role
from ucmsc_desktop.forms.ui_accounts import Ui_Accounts
from ucmsc_desktop.store.accounts import Account
from ucmsc_desktop.store.errors import StudyError
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import N_, _
from ucmsc_desktop.widgets import theme

COLUMNS = (N_("User name"), N_("Full name"), N_("Roles"), N_("State"))
ROLE_COLUMNS = 2


class AccountsPage(QWidget):
    """Lists the accounts, opens new ones and closes old ones; nothing of them is ever deleted."""

    status = Signal(str)

    def __init__(self, study: Study) -> None:
        """List the accounts."""
        super().__init__()
        self.study = study
        self._accounts: list[Account] = []
        self.ui = Ui_Accounts()
        self.ui.setupUi(self)
        ui = self.ui
        self._roles: dict[Role, QCheckBox] = {}
        for number, role in enumerate(Role):
            self._roles[role] = box = QCheckBox(_(role.label))
            ui.roles_grid.addWidget(box, number // ROLE_COLUMNS, number % ROLE_COLUMNS)
        table = ui.table
        table.setAccessibleName(_("Accounts"))
        ui.reason.setAccessibleName(ui.reason.placeholderText())
        table.setColumnCount(len(COLUMNS))
        table.setHorizontalHeaderLabels([_(label) for label in COLUMNS])
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.scaled(theme.TARGET))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.itemSelectionChanged.connect(self._show_choice)
        ui.reason.textChanged.connect(self._show_choice)
        ui.add_button.clicked.connect(self.add)
        ui.close_button.clicked.connect(self.close_account)
        ui.problem.hide()
        ui.close_problem.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read the accounts again."""
        self._accounts = self.study.accounts()
        table = self.ui.table
        table.setRowCount(len(self._accounts))
        for row, account in enumerate(self._accounts):
            roles = _(", ").join(_(role.label) for role in account.roles)
            state = _("closed") if account.closed else _("open")
            for column, words in enumerate((account.user, account.full_name, roles, state)):
                table.setItem(row, column, QTableWidgetItem(words))
        self._show_choice()

    def _chosen(self) -> Account | None:
        row = self.ui.table.currentRow()
        return self._accounts[row] if 0 <= row < len(self._accounts) else None

    def _show_choice(self) -> None:
        account = self._chosen()
        may = account is not None and not account.closed and account.user != self.study.account.user
        self.ui.reason.setEnabled(may)
        self.ui.close_button.setEnabled(may and bool(self.ui.reason.text().strip()))

    def add(self) -> None:
        """Open the account of the form, or say what cannot stand."""
        ui = self.ui
        roles = [role for role, box in self._roles.items() if box.isChecked()]
        if ui.password.text() != ui.again.text():
            self._say(_("The two passwords differ."), ui.again)
            return
        try:
            account = self.study.add_account(ui.user.text(), ui.full_name.text(), ui.password.text(), roles)
        except StudyError as error:
            self._say(str(error), ui.user)
            return
        for field in (ui.user, ui.full_name, ui.password, ui.again):
            field.clear()
        for box in self._roles.values():
            box.setChecked(False)
        ui.problem.hide()
        self.refresh()
        self.status.emit(_("Account {user} opened").format(user=account.user))

    def _say(self, sentence: str, field: QLineEdit) -> None:
        self.ui.problem.setText(sentence)
        self.ui.problem.show()
        field.setFocus()

    def close_account(self) -> None:
        """Close the marked account for the reason given."""
        account = self._chosen()
        if account is None:
            return
        try:
            self.study.close_account(account.user, self.ui.reason.text().strip())
        except StudyError as error:
            self.ui.close_problem.setText(str(error))
            self.ui.close_problem.show()
            return
        self.ui.close_problem.hide()
        self.ui.reason.clear()
        self.refresh()
        self.status.emit(_("Account {user} closed").format(user=account.user))

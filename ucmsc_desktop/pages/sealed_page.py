"""What sealing means for a page on which a rating is made: earlier scores are hidden until it is signed, then shown."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.pasi import PasiAssessment, PasiEntries, ScoringMode
from ucmsc_desktop.domain.reveal import assessor_changed
from ucmsc_desktop.pages.record_bar import PageForm
from ucmsc_desktop.pages.record_page import RecordPage
from ucmsc_desktop.store import blinding
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _
from ucmsc_desktop.widgets.cards import Status


class SealedPage(RecordPage[PasiEntries]):
    """A rating of a visit. The page says how it shows what there is to say about earlier scores."""

    def __init__(
        self, study: Study, key: Key, record_type: type[PasiEntries], ui: PageForm, extra: Collection[str]
    ) -> None:
        """Begin without knowing what is closed."""
        self._blinded_in: tuple[bool, bool, object] | None = None
        super().__init__(study, key, record_type, ui, extra)

    @property
    def is_signed(self) -> bool:
        """Whether what stands was ever signed: from then on earlier scores are known."""
        return self.kept is not None and bool(self.kept.signatures)

    # What the page shows

    def show_notes(self, note: tuple[Status, str, str], other: str) -> None:
        """Show what there is to say about earlier scores, and about another assessor."""

    def show_sealed(self, *, sealed: bool) -> None:
        """Offer earlier scores, or take them away."""

    # What the record is

    def new_record(self) -> PasiEntries:
        """An assessment of today; no score is ever filled in beforehand."""
        hides = self.study.protocol.assessment.earlier_scores_hidden
        mode = ScoringMode.HIDDEN if hides else ScoringMode.SHOWN
        return self.record_type(assessed_on=self.study.clock().date(), mode=mode)

    def put(self, record: PasiEntries, name: str) -> None:
        """Take over an assessment after an edit; one that was begun before its mode was kept gets it now."""
        if record.mode is None and not self.is_signed:
            record = msgspec.structs.replace(record, mode=self.new_record().mode)
        super().put(record, name)

    # Sealing

    def sign(self) -> bool:
        """Seal the assessment; what was asked about an area and not answered is kept as that."""
        asked = self.record.left_unanswered()
        if self.editing and asked != self.record:
            self.put(asked, self.place())
        return super().sign()

    def show_sealing(self) -> None:
        """Show what is closed, opened or known now; earlier scores are offered once the form is sealed."""
        situation = (self.drafted_at is not None, self.editing, self.kept)
        if situation == self._blinded_in:
            return
        self._blinded_in = situation
        key = blinding.closed_by(self.study, self.key.subject)
        self.show_notes(self._note(key), self._another())
        self.show_sealed(sealed=self.is_signed and key is None)

    def _note(self, key: Key | None) -> tuple[Status, str, str]:
        """What there is to say about earlier scores; room is kept for it from the opening of the form on."""
        if self.record.mode is ScoringMode.OPENED:
            return "warn", _("Earlier scores were opened: {reason}").format(reason=self.record.opened_because or ""), ""
        if key is not None and key != self.key:
            return "info", blinding.sentence(self.study, key), "eye-off"
        if self.editing and not self.is_signed and self.record.mode is ScoringMode.HIDDEN:
            if self.drafted_at is None and self.kept is None:
                return "info", _("Earlier scores are hidden from your first entry until you sign"), "eye-off"
            return "info", _("Earlier scores stay hidden until you sign"), "eye-off"
        if self.editing and self.is_signed and self.record.mode is ScoringMode.HIDDEN:
            return "warn", _("Earlier scores are known: a change is marked as made after that"), ""
        return "info", "", ""

    def _another(self) -> str:
        """Another assessor than at the last visit adds the difference between two people to the change."""
        if not self.editing or self.kept is not None or self.record_type is not PasiAssessment:
            return ""
        user = assessor_changed(self.study.records(self.key.subject), self.key, self.study.account.user)
        if not user:
            return ""
        return _("Last scored by another person: {name}.").format(name=self.study.people().get(user, user))

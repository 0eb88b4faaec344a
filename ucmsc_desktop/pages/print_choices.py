"""What can be printed from where a person is: each choice with the words under which it is offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ucmsc_desktop.domain.casebook import Key
from ucmsc_desktop.domain.forms import FORMS
from ucmsc_desktop.domain.listings.plans import LISTINGS
from ucmsc_desktop.domain.needs import form_title
from ucmsc_desktop.outbound.prints import What, Wish, blank_forms
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _

OF_ONE = (What.FORM, What.VISIT, What.PARTICIPANT)
Offer = tuple[str, Wish]


@dataclass(frozen=True)
class Choices:
    """What a person can choose who looks at a participant, or at none, and perhaps at a form of theirs."""

    study: Study
    subject: str = ""
    visit: str = ""
    form: str = ""
    number: int = 0

    def whats(self) -> list[What]:
        """The kinds of print in the order in which they are offered."""
        return [what for what in What if what not in OF_ONE or (self.subject and self.offers(what))]

    def first(self) -> What:
        """What most likely is wanted: the form, the visit or the participant that a person looks at."""
        if not self.subject:
            return What.LISTING
        return What.FORM if self.form else What.VISIT if self.visit else What.PARTICIPANT

    def offers(self, what: What) -> list[Offer]:
        """Every print of a kind, in words."""
        if what in OF_ONE:
            return list(self._of_one(what))
        return list(self._of_all(what))

    def _of_one(self, what: What) -> Iterator[Offer]:
        name = self.study.protocol.visit_name
        if what is What.PARTICIPANT:
            yield self.subject, Wish(what, self.subject)
        elif what is What.VISIT:
            for visit in dict.fromkeys(key.visit for key in self._keys() if key.visit):
                yield name(visit), Wish(what, self.subject, visit)
        else:
            for key in dict.fromkeys(Key(key.subject, key.visit, key.form) for key in self._keys()):
                yield self._form_words(key), Wish(what, self.subject, key.visit, key.form)
            if self.number:
                key = Key(self.subject, self.visit, self.form, self.number)
                yield self._form_words(key), Wish(what, self.subject, self.visit, self.form, self.number)

    def _form_words(self, key: Key) -> str:
        title = form_title(key.form)
        title = _("{form} {number}").format(form=title, number=key.number) if key.number else title
        visit = self.study.protocol.visit_name(key.visit) if key.visit else ""
        return _("{form} · {visit}").format(form=title, visit=visit) if visit else title

    def _keys(self) -> list[Key]:
        """The forms that are saved, and the one that a person looks at, by visit and in the order of the protocol."""
        keys = [kept.key for kept in self.study.records(self.subject)]
        if self.form:
            keys.append(Key(self.subject, self.visit, self.form))
        visits = ["", *(visit.key for visit in self.study.protocol.visits)]
        order = {visit: place for place, visit in enumerate(visits)}
        forms = {form: place for place, form in enumerate(FORMS)}
        last = len(order) + len(forms)
        return sorted(keys, key=lambda key: (order.get(key.visit, last), key.visit, forms.get(key.form, last)))

    def _of_all(self, what: What) -> Iterator[Offer]:
        if what is What.BLANK:
            yield _("All visits"), Wish(what)
            for visit in self.study.protocol.visits:
                yield _(visit.label), Wish(what, visit=visit.key)
            for form in blank_forms(self.study):
                yield form_title(form), Wish(what, form=form)
        elif what is What.LISTING:
            for name, plan in LISTINGS.items():
                yield _(plan.title), Wish(what, listing=name)
        elif what is What.AUDIT:
            if self.subject:
                yield self.subject, Wish(what, self.subject)
            yield _("Whole study"), Wish(what)
        else:
            yield _(what.label), Wish(what)

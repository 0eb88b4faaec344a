"""Which participants of the cohort are looked at: the completed, those per protocol, those of a dose."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ucmsc_desktop.domain.items import Code
from ucmsc_desktop.domain.member import Member
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.text import N_, _, ngettext


class DoseReceived(Code):
    """What of the planned dose was received."""

    ANY = ("any", N_("any dose"))
    WHOLE = ("whole", N_("all planned infusions whole"))
    PARTIAL = ("partial", N_("less than planned"))


class CohortFilter(msgspec.Struct, frozen=True):
    """Who is looked at; as it begins, everybody."""

    completed: bool = False
    per_protocol: bool = False
    dose: DoseReceived = DoseReceived.ANY

    def takes(self, protocol: Protocol, member: Member) -> bool:
        """Whether a participant is looked at. The doses of an earlier record are not known: it has neither dose."""
        if (self.completed and not member.completed) or (self.per_protocol and not member.per_protocol):
            return False
        if self.dose is DoseReceived.ANY:
            return True
        whole = member.whole_doses >= len(protocol.infusion_visits)
        return not member.taken_over and whole is (self.dose is DoseReceived.WHOLE)

    def of(self, protocol: Protocol, members: Sequence[Member]) -> list[Member]:
        """Those of the members who are looked at."""
        return [member for member in members if self.takes(protocol, member)]

    def count_words(self, shown: int, total: int) -> str:
        """How many of all are looked at."""
        if self == CohortFilter():
            return ngettext("{n} participant", "All {n} participants", total).format(n=total)
        return _("{shown} of {total} participants").format(shown=shown, total=total)

    def words(self, shown: int, total: int) -> str:
        """What is in force and how many it leaves, as every table and picture of them says."""
        parts = [_("completed")] * self.completed + [_("per protocol")] * self.per_protocol
        parts += [_(self.dose.label)] * (self.dose is not DoseReceived.ANY)
        count = self.count_words(shown, total)
        return _("{count}: {filters}").format(count=count, filters=", ".join(parts)) if parts else count

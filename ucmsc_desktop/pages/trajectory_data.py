"""What the tabs of a trajectory are drawn from: a participant's records and complete drafts, read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ucmsc_desktop.domain.assessments import GlobalAssessment
from ucmsc_desktop.domain.casebook import Kept, Stamp
from ucmsc_desktop.domain.course import Course, course, origin_of
from ucmsc_desktop.domain.dlqi import Dlqi
from ucmsc_desktop.domain.event_spans import event_spans
from ucmsc_desktop.domain.items import Record
from ucmsc_desktop.domain.lanes import Lanes, lanes
from ucmsc_desktop.domain.measures import Measure, Spread
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.domain.plots import plot
from ucmsc_desktop.domain.protocol import Protocol
from ucmsc_desktop.domain.roles import Role, writing_role
from ucmsc_desktop.store.drafts import Draft
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.widgets.trajectory_shown import Shown


@dataclass(frozen=True)
class CourseData:
    """One participant as the page has read them; each tab is made when it is looked at."""

    protocol: Protocol
    records: Sequence[Kept[Record]]
    course: Course
    lanes: Lanes
    people: Mapping[str, str]

    def shown(self, measure: Measure, spread: Spread | None = None) -> Shown:
        """One tab."""
        found = plot(measure, self.protocol, self.course, self.records, self.people)
        return Shown(self.protocol, self.course, found, self.lanes, spread)


def course_data(study: Study, subject: str) -> CourseData:
    """What stands of a participant now, and what this person has begun and not saved."""
    records = with_drafts(subject, study.records(subject), study.drafts())
    found = course(study.protocol, subject, records)
    events = event_spans(records, origin_of(study.protocol, records))
    return CourseData(study.protocol, records, found, lanes(study.protocol, found, events), study.people())


def with_drafts(subject: str, records: Sequence[Kept[Record]], drafts: Sequence[Draft]) -> list[Kept[Record]]:
    """The records that stand, and complete drafts where nothing stands yet, which have no hash."""
    standing = {kept.key for kept in records}
    begun = [
        draft
        for draft in drafts
        if draft.key.subject == subject and draft.key not in standing and _can_be_drawn(draft.record)
    ]
    return [*records, *map(_as_kept, begun)]


def _can_be_drawn(record: Record) -> bool:
    match record:
        case PasiAssessment():
            return record.tenths() is not None
        case Dlqi():
            return record.total_or_entered() is not None
        case GlobalAssessment():
            return record.itch_cm is not None or record.itch_mm is not None
    return False


def _as_kept(draft: Draft) -> Kept[Record]:
    role = writing_role(draft.key.form, tuple(Role)) or Role.ASSESSOR
    return Kept(draft.key, draft.record, Stamp(draft.user, role, draft.at), hash="")

"""Whether earlier scores are closed to a person: an assessor scores what the skin shows, not what was scored before."""

from ucmsc_desktop.domain.casebook import Key, State
from ucmsc_desktop.domain.pasi import PasiAssessment
from ucmsc_desktop.store.study import Study
from ucmsc_desktop.text import _


def open_assessments(study: Study) -> dict[str, Key]:
    """The participants whose PASI this person has begun and not sealed, each with the key of that form."""
    if not study.protocol.assessment.earlier_scores_hidden:
        return {}
    return {draft.key.subject: draft.key for draft in study.drafts() if draft.key.form == PasiAssessment.form}


def closed_by(study: Study, subject: str) -> Key | None:
    """The unsealed PASI of this person that keeps a participant's earlier scores closed, None when they are open."""
    key = open_assessments(study).get(subject)
    if key is not None or not study.protocol.assessment.earlier_scores_hidden:
        return key
    own = (
        kept.key
        for kept in study.records(subject)
        if isinstance(kept.record, PasiAssessment)
        and kept.state is not State.SIGNED
        and not any(kept.signatures)
        and kept.by.user == study.account.user
    )
    return next(own, None)


def sentence(study: Study, key: Key) -> str:
    """Why earlier scores are closed, and what opens them."""
    visit = study.protocol.visit_name(key.visit)
    return _("Earlier scores stay hidden until you sign the PASI of {visit}.").format(visit=visit)

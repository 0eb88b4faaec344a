"""What `compute eligibility` takes and gives, field by field, and a line to try."""

from __future__ import annotations

from ucmsc_desktop.text import N_

TAKES = {
    "sex, birth_date": N_("“F” or “M”; the birth date as far as it is known: year, year-month or year-month-day."),
    "consent_on, consent_withdrawn_on": N_("Days, year-month-day."),
    "psoriasis_type": N_("“vulgaris”, “guttate”, “inverse”, “pustular” or “erythrodermic”."),
    "face_only, acute_progressive, erythroderma_tendency": N_("True or false."),
    "pasi, bsa_pct, pasi_on": N_("The PASI of screening, the body surface area in %, and their day."),
    "screened_on, first_infusion_on": N_("Days: periods are counted to the first, washouts to PASI or infusion."),
    "childbearing, pregnant, lactating, ever_pregnant": N_("True or false; asked of women only."),
    "ended_on": N_("When the last pregnancy or breast-feeding ended, as far as it is known."),
    "pregnancy_test": N_("“negative”, “positive” or “unclear”."),
    "sas_raw, sds_raw": N_("Raw scores, 20 to 80."),
    "psychiatric, allergy, malignancy, infection, electrolytes": N_("True when there is one."),
    "heart, lung, liver, kidney, blood, endocrine, other_organ": N_("True when a disease of it is not controlled."),
    "lab": N_(
        "An object of results by CDISC code, each with “value” (“<0.1” is possible), “unit”, “lln” and “uln”. Limits "
        "that are given count as confirmed."
    ),
    "other_trial_now, other_trial_before, last_trial_on": N_("Another trial now, one before, and when that ended."),
    "any_therapy": N_("Whether there was any treatment of psoriasis in the last 12 months."),
    "therapies": N_(
        "A list of objects with “drug”, “class” (“topical”, “systemic”, “uvb”, “puva”, “biologic” or “other”), "
        "“started_on”, “last_used_on” and “ongoing”; dates as far as they are known."
    ),
    "procedures": N_("A list of objects with “form”, such as “LAB”, and “on”: what else was done on which day."),
    "answers, notes": N_("By criterion: “yes”, “no”, “unknown” or “judgement”, and words to it."),
    "protocol": N_("Choices and limits other than the shipped protocol's, by the names of its part “eligibility”."),
}
GIVES = {
    "eligible": N_("True, false, or null while something is open."),
    "reason": N_("The verdict in a sentence."),
    "could_be_eligible_from": N_("The day from which no period stands in the way, when nothing else does."),
    "repeat": N_("The results that a new sample may change, when nothing else stands in the way."),
    "could": N_("Both of them in a sentence."),
    "missing": N_("The facts that are still needed, by form and field."),
    "criteria": N_(
        "For each criterion “finding” (“met”, “not_met”, “unknown” or “judgement”; an exclusion that does not apply is "
        "met), “sentence”, “free_from”, “repeat”, “missing”, and “parameters”: the choices of the protocol that decide."
    ),
}
EXAMPLE = (
    '{"sex":"M","birth_date":"1980-05","consent_on":"2026-03-02","psoriasis_type":"vulgaris","pasi":"12.4",'
    '"bsa_pct":"14","pasi_on":"2026-03-02","screened_on":"2026-03-02","sas_raw":43,"sds_raw":43,"psychiatric":false,'
    '"any_therapy":true,"therapies":[{"drug":"calcipotriol","class":"topical","last_used_on":"2026-02-20"}],'
    '"lab":{"PLAT":{"value":"74.9","unit":"10^9/L"}},"protocol":{"sds_rounding":"nearest"}}'
)

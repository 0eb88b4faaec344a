"""What leaves in each format, in the words of a person who has to choose one."""

from __future__ import annotations

from ucmsc_desktop.outbound.exports import Format
from ucmsc_desktop.text import N_, _

ABOUT = {
    Format.CSV: N_(
        "One table for each form, with exact values and ISO dates. A dictionary explains every column, and programs "
        "for R, SAS and Python read the tables with their labels.\n\nWho saved and who signed is in it; earlier values "
        "are not."
    ),
    Format.ODM: N_(
        "One file with every value that was ever saved: who, when and why, and every signature. An empty study can "
        "take it over whole.\n\nPhotographs are named in it and stay here."
    ),
    Format.ODM2: N_("Forms and values in the newer version of ODM, for systems that ask for it."),
    Format.DATASET_JSON: N_(
        "Tables for the statistician: DM, SV, RS, QS, EC, EX, AE, IE, LB, VS and CM, with a description of every "
        "column.\n\nOnly the values that stand now are in it."
    ),
    Format.INSPECTION: N_(
        "All other formats, the casebook of every participant as PDF with its history and signatures, and a list of "
        "hashes by which anybody can check that no file was altered.\n\nIt opens without this program."
    ),
}
IMPORT = N_(
    "This study is empty. It can take over a study that was exported as ODM 1.3.2, with its history and signatures. "
    "A file with any fault is refused whole."
)


def safe_words(*, named: bool) -> str:
    """What leaves with the data, and what does not."""
    who = (
        _("Names and telephone numbers leave too, in a file of their own.")
        if named
        else _("Participants leave as codes only, without their names.")
    )
    return " ".join([who, _("The files stay on this computer, and the export is noted in the trail.")])

"""Files that travel with the program and are read by name: fonts, the study's protocol, pictures, catalogues."""

from pathlib import Path

_DATA = Path(__file__).parent / "data"


def asset(name: str) -> Path:
    """Answer the path of a file below `resources/`, such as `fonts/NotoSansSC-Regular.ttf`."""
    path = _DATA / name
    if not path.exists():
        raise FileNotFoundError(f"The program's own file {name} is missing at {path}: the installation is incomplete.")
    return path

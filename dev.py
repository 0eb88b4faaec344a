"""Everything a developer runs, with only Python needed: `python dev.py run`, `python dev.py test`, and more below."""

from __future__ import annotations  # so that an older Python reaches the sentence that refuses it

import argparse
import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
STAMP = VENV / "installed.sha256"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LINUX = sys.platform.startswith("linux")
# What Qt loads from the system, and the Debian package that brings it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}


def say(text: str) -> None:
    """Tell the person what happens, before the output of the program that is started next."""
    print(text, flush=True)


def started(*command: str | Path, **environment: str) -> int:
    """Run a command in the checkout and answer its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env={**os.environ, **environment}).returncode


def required(*command: str | Path, **environment: str) -> None:
    """Run a command in the checkout; when it fails, stop with its exit code."""
    code = started(*command, **environment)
    if code:
        sys.exit(code)


# --- The machine ------------------------------------------------------------------------------------------------------


def has_display() -> bool:
    """Whether a window can be shown; a platform named by the person counts as a display."""
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return not LINUX or any(os.environ.get(name) for name in named)


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: Iterable[str], purpose: str) -> None:
    """Install Debian packages when we may, otherwise stop and print the line that does it."""
    names = sorted(packages)
    if not names:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if not shutil.which("apt-get"):
        sys.exit(
            f"{purpose} needs what Debian calls {', '.join(names)}; install it with your system's package manager."
        )
    if os.geteuid() != 0:
        sys.exit(f"{purpose} needs system libraries that are missing. Install them with:\n  sudo {shlex.join(line)}")
    say(f"{purpose} needs {', '.join(names)}: installing with apt.")
    started("apt-get", "update", "-q")
    if started(*line, DEBIAN_FRONTEND="noninteractive"):
        sys.exit(f"apt could not install them. Try by hand:\n  {shlex.join(line)}")


def prepare_qt_libraries() -> None:
    """Make sure that what Qt loads from a Linux system is there."""
    if LINUX:
        wanted = {**QT_LIBRARIES, **(X11_LIBRARIES if os.environ.get("DISPLAY") else {})}
        install_packages([package for library, package in wanted.items() if not loads(library)], "Qt")


def prepare_environment() -> None:
    """Make `.venv` as the lock file says, once for each state of the lock file."""
    state = hashlib.sha256(LOCK.read_bytes() + PROJECT.read_bytes() + str(ROOT).encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == state and VENV_PYTHON.exists():
        return
    if not VENV_PYTHON.exists() or started(VENV_PYTHON, "-c", "import pip"):
        create_venv()
    pip = (VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    say("Installing the locked packages into .venv (the first time, about 150 MB are fetched).")
    required(*pip, "--require-hashes", "-r", LOCK)
    required(*pip, "--no-build-isolation", "--no-deps", "--editable", ROOT)
    STAMP.write_text(state)


def create_venv() -> None:
    """Create an empty `.venv`; Debian keeps the part of Python that does it in a package of its own."""
    if LINUX:
        try:
            import ensurepip  # noqa: F401
        except ImportError:
            install_packages([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"], "Making .venv")
    say(f"Making .venv with Python {sys.version.split()[0]}.")
    venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")


# --- The commands -----------------------------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Open the program, or do its main job headless where there is no display."""
    if has_display() or arguments:
        # A command with arguments needs no window of its own: offscreen is enough where there is no display.
        platform = {} if has_display() else {"QT_QPA_PLATFORM": "offscreen"}
        return started(VENV_PYTHON, "-m", "ucmsc_desktop", *arguments, **platform)
    say("This machine has no display, so the practice study is made and printed without a window instead.")
    code = started(VENV_PYTHON, "-m", "ucmsc_desktop", "demo", "--out", "demo", QT_QPA_PLATFORM="offscreen")
    if code == 0:
        say(f"The study, its casebooks, the trajectory and a picture of every page are in {ROOT / 'demo'}")
    return code


def test(arguments: list[str]) -> int:
    """Run the tests, two at a time, without opening windows."""
    platform = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    return started(VENV_PYTHON, "-m", "pytest", "-n", "2", *arguments, QT_QPA_PLATFORM=platform)


def check(arguments: list[str]) -> int:
    """Check format, lint and types; run all three even if one fails."""
    required(VENV_PYTHON, ROOT / "ui" / "compile_forms.py")
    commands = (["ruff", "format", "--check"], ["ruff", "check"], ["mypy"])
    return max(started(VENV_PYTHON, "-m", *command, *arguments) for command in commands)


def bench(arguments: list[str]) -> int:
    """Measure what `benchmarks/` holds, each figure against its floor."""
    platform = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    return started(VENV_PYTHON, "-m", "benchmarks", *arguments, QT_QPA_PLATFORM=platform)


def build(arguments: list[str]) -> int:
    """Build the installable folder with PyInstaller and start the result once."""
    if LINUX:
        install_packages(build_packages(), "PyInstaller")
    required(VENV_PYTHON, ROOT / "ui" / "compile_forms.py")
    required(
        VENV_PYTHON,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--clean",
        "--log-level",
        "WARN",
        "build_installer.spec",
        *arguments,
    )
    program = ROOT / "dist" / "ucmsc-desktop" / ("ucmsc-desktop.exe" if os.name == "nt" else "ucmsc-desktop")
    code = started(program, "--self-test", QT_QPA_PLATFORM="offscreen")
    say(f"Built and started: {program}" if code == 0 else f"{program} was built but its self-test failed.")
    return code


def build_packages() -> list[str]:
    """Name the Debian packages that are lacking: objdump, Python as a shared library, what the window carries."""
    packages = [package for library, package in X11_LIBRARIES.items() if not loads(library)]
    if not shutil.which("objdump"):
        packages.append("binutils")
    shared = Path(sysconfig.get_config_var("LIBDIR") or "", sysconfig.get_config_var("INSTSONAME") or "")
    if sys.base_prefix == "/usr" and not shared.is_file():
        packages.append(f"libpython{sys.version_info.major}.{sys.version_info.minor}")
    return packages


def texts(arguments: list[str]) -> int:
    """Collect the texts of pages, forms and reports, and merge them into `resources/locale/*.po`."""
    return started(VENV_PYTHON, ROOT / "ui" / "collect_texts.py", *arguments)


def lock(arguments: list[str]) -> int:
    """Renew `requirements.lock` for all systems; needs `uv` on the path."""
    if not shutil.which("uv"):
        sys.exit("Renewing the lock file needs the program uv on the path (pip install uv).")
    options = "--universal --generate-hashes --no-emit-index-url --no-annotate --no-header --no-config --all-extras"
    command = ["uv", "pip", "compile", *options.split(), "--python-version", "3.11", "pyproject.toml"]
    return started(*command, "--output-file", LOCK, *arguments)


def main() -> int:
    """Read the command line and do what it says."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for those who have an older one
        sys.exit(f"UCMSC Desktop needs Python 3.11 or newer; this is Python {sys.version.split()[0]}.")
    commands: dict[str, Callable[[list[str]], int]] = {
        function.__name__: function for function in (run, test, check, bench, build, texts, lock)
    }
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    names = parser.add_subparsers(dest="command", required=True)
    for name, function in commands.items():
        names.add_parser(name, help=function.__doc__, add_help=False)
    chosen, arguments = parser.parse_known_args()
    if chosen.command != "lock":
        prepare_qt_libraries()
        prepare_environment()
    try:
        return commands[chosen.command](arguments)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

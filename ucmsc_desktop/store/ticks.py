"""The machine's own count, which goes on while it sleeps and which nobody can set, and which start it counts from."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ucmsc_desktop.domain.instants import Instant

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_WINDOWS_KEY = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"


class Ticks:
    """Stamps a wall time with the count of the machine; tests give a count and a start of their own."""

    def __init__(self, count: Callable[[], int] | None = None, boot: str | None = None) -> None:
        """Take what counts milliseconds and the name of this start of the machine, else the machine's own."""
        self._count = count or milliseconds
        self._boot = boot

    def instant(self, wall: datetime) -> Instant:
        """The moment by both clocks."""
        if self._boot is None:
            self._boot = machine_start()
        return Instant(wall, self._count(), self._boot)


def milliseconds(system: str = sys.platform) -> int:
    """Milliseconds since the machine was started, through its sleep."""
    if system == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    if system == "darwin":
        # Python's monotonic clock stands still here while the machine sleeps; this one goes on.
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1_000_000
    return time.monotonic_ns() // 1_000_000


def machine_start(system: str = sys.platform) -> str:
    """The name of this start of the machine, another one after each restart; empty where it cannot be told."""
    try:
        if system == "linux":
            return _BOOT_ID.read_text("ascii").strip()
        return _session_of_mac() if system == "darwin" else _boot_of_windows()
    except (OSError, ValueError, ImportError):
        return ""


def _session_of_mac() -> str:
    import ctypes  # late: only here

    size = ctypes.c_size_t(64)
    found = ctypes.create_string_buffer(size.value)
    failed = ctypes.CDLL(None).sysctlbyname(b"kern.bootsessionuuid", found, ctypes.byref(size), None, 0)
    return "" if failed else found.value.decode("ascii")


def _boot_of_windows() -> str:
    import importlib  # late: only here

    registry = importlib.import_module("winreg")
    with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, _WINDOWS_KEY) as key:
        return str(registry.QueryValueEx(key, "BootId")[0])

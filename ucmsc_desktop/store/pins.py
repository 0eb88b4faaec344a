"""The signing PIN: six digits of a person's own that sign in place of the password; they open no file."""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from pathlib import Path

import msgspec

from ucmsc_desktop.store.errors import WeakPassword, WrongPassword
from ucmsc_desktop.store.files import LEDGER
from ucmsc_desktop.store.keyring import stretch
from ucmsc_desktop.store.ledger import Kind, Ledger
from ucmsc_desktop.store.reading import EVENTS
from ucmsc_desktop.store.sentences import damaged
from ucmsc_desktop.text import _

DIGITS = 6
_UP = "01234567890"


class Verifier(msgspec.Struct, frozen=True):
    """What a PIN is checked against: its own salt and what Argon2id makes of both; blank when the PIN was taken away.

    It lies in the encrypted ledger, apart from the keys: whoever can read it has a password of the study already.
    """

    salt: bytes = b""
    stretched: bytes = b""
    time_cost: int = 3
    memory_kib: int = 65536
    lanes: int = 4

    def fits(self, pin: str) -> bool:
        """Whether this is the PIN."""
        found = stretch(plain(pin), self.salt, self.time_cost, self.memory_kib, self.lanes)
        return hmac.compare_digest(found, self.stretched)


def plain(secret: str) -> str:
    """A secret with its digits in their plain form, whatever the input method makes of them."""
    return unicodedata.normalize("NFKC", secret)


def is_pin(secret: str) -> bool:
    """Whether a secret can be a PIN. Then it is no password, which has at least 12 characters."""
    return re.fullmatch(rf"[0-9]{{{DIGITS}}}", plain(secret)) is not None


def made(pin: str) -> Verifier:
    """The verifier of a new PIN. Raises WeakPassword for a PIN that anybody would try first."""
    if not is_pin(pin):
        raise WeakPassword(_("A signing PIN has exactly {n} digits.").format(n=DIGITS))
    digits = plain(pin)
    if len(set(digits)) == 1 or digits in _UP or digits in _UP[::-1]:
        raise WeakPassword(_("This PIN is too easy to guess. Choose digits that are not all alike and not in a row."))
    blank = Verifier(secrets.token_bytes(16))
    stretched = stretch(digits, blank.salt, blank.time_cost, blank.memory_kib, blank.lanes)
    return msgspec.structs.replace(blank, stretched=stretched)


def of_user(ledger: Ledger, user: str) -> Verifier | None:
    """The verifier of a person's PIN, None when they have none."""
    query = f"SELECT body FROM entries WHERE {EVENTS} AND entries.user = ? ORDER BY entry DESC LIMIT 1"  # noqa: S608
    rows = ledger.rows(query, [Kind.PIN.value, user])
    try:
        verifier = msgspec.json.decode(rows[0][0], type=Verifier) if rows else None
    except msgspec.DecodeError as error:
        raise damaged(Path(LEDGER)) from error
    return verifier if verifier is not None and verifier.stretched else None


def check(verifier: Verifier | None, pin: str) -> None:
    """Raise WrongPassword when a PIN is not this person's."""
    if verifier is None:
        raise WrongPassword(_("There is no signing PIN for this account. Sign with your password."))
    if not verifier.fits(pin):
        raise WrongPassword(_("This is not your signing PIN. Check it and try again."))

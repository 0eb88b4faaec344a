"""Photographs, each an encrypted file beside the ledger, named by the SHA-256 of the picture."""

from __future__ import annotations

import hashlib
import re
import secrets
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from ucmsc_desktop import text
from ucmsc_desktop.store.errors import StudyDamaged, StudyError
from ucmsc_desktop.store.files import PHOTOS, replace, settle
from ucmsc_desktop.store.sentences import from_os, photo_damaged, photo_missing
from ucmsc_desktop.text import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MEGABYTE = 1_000_000
MAX_PHOTO_BYTES = 30 * MEGABYTE
_NONCE = 12


def check_size(path: Path) -> None:
    """Raise StudyError, before anything of it is read, for a file that is no photograph by its size."""
    try:
        found = path.stat()
    except OSError as error:
        raise _unread(path, error) from error
    _check_bytes(path.name, found.st_size if stat.S_ISREG(found.st_mode) else 0)


def from_file(path: Path) -> bytes:
    """The content of a picture outside the study. Raises StudyError when it is too large or cannot be read."""
    check_size(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unread(path, error) from error


def _unread(path: Path, error: OSError) -> StudyError:
    sentence = _("{name} could not be read ({reason}). Nothing was changed. Choose another file.")
    return StudyError(sentence.format(name=path.name, reason=error.strerror or error))


def _check_bytes(name: str, size: int) -> None:
    if size == 0:
        raise StudyError(_("{name} is no picture: there is nothing in it. Choose another file.").format(name=name))
    if size > MAX_PHOTO_BYTES:
        sentence = _("{name} is larger than {most}. Nothing was changed. Choose a smaller picture.")
        raise StudyError(sentence.format(name=name, most=text.quantity(MAX_PHOTO_BYTES // MEGABYTE, "MB")))


class Photos:
    """The photographs of an open study."""

    def __init__(self, folder: Path, study_key: bytes) -> None:
        """Take the study's folder and its key, from which the key of the photographs is derived."""
        self._folder = folder / PHOTOS
        self._study_key = study_key

    def keep(self, name: str, content: bytes) -> str:
        """Keep a picture, durable when this returns, and answer its SHA-256. The same content is kept once."""
        _check_bytes(name, len(content))
        sha256 = hashlib.sha256(content).hexdigest()
        if not self._is_whole(sha256):
            self._make_folder()
            nonce = secrets.token_bytes(_NONCE)
            replace(self._path(sha256), nonce + self._cipher().encrypt(nonce, content, _purpose(sha256)))
        return sha256

    def read(self, sha256: str) -> bytes:
        """A picture as it was kept. Raises StudyDamaged when it is not there or not whole."""
        from cryptography.exceptions import InvalidTag  # late, for start-up

        path = self._path(sha256)
        if re.fullmatch(r"[0-9a-f]{64}", sha256) is None:
            raise photo_missing(path)
        try:
            kept = path.read_bytes()
        except FileNotFoundError as error:
            raise photo_missing(path) from error
        except OSError as error:
            raise from_os(error, path) from error
        try:
            content = self._cipher().decrypt(kept[:_NONCE], kept[_NONCE:], _purpose(sha256))
        except (InvalidTag, ValueError) as error:
            raise photo_damaged(path) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise photo_damaged(path)
        return content

    def _is_whole(self, sha256: str) -> bool:
        try:
            return bool(self.read(sha256))
        except StudyDamaged:
            return False

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.photo"

    def _make_folder(self) -> None:
        try:
            if not self._folder.is_dir():
                self._folder.mkdir()
                settle(self._folder.parent)
        except OSError as error:
            raise from_os(error, self._folder) from error

    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives import hashes  # late, for start-up
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"ucmsc photographs")
        return AESGCM(derive.derive(self._study_key))


def _purpose(sha256: str) -> bytes:
    return f"photograph/{sha256}".encode()

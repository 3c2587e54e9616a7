"""The files that a user adds: kept beside the generations, so that one folder is all there is to back up.

`<database folder>/documents/` holds them under safe names, `documents/replaced/` what they replaced.
"""

import hashlib
import re
import unicodedata
from pathlib import Path

REPLACED = "replaced"
LONGEST_STEM = 80
LONGEST_STEM_BYTES = 200
RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""


def added_folder(database_folder: Path) -> Path:
    """Where a database folder keeps the files added to it."""
    return database_folder / "documents"


def document_files(folder: Path) -> list[Path]:
    """The documents of a folder in order of name; the cards beside them and hidden files are none."""
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix != ".toml" and not path.name.startswith((".", "~$"))
    )


def all_document_files(*folders: Path) -> list[Path]:
    """The documents of several folders; one of a later folder stands for its namesake of an earlier."""
    files: dict[str, list[Path]] = {}
    for folder in folders:
        own: dict[str, list[Path]] = {}
        for path in document_files(folder):
            own.setdefault(same_name(path.stem), []).append(path)
        files |= own
    return [path for paths in files.values() for path in paths]


def same_name(stem: str) -> str:
    """Stems that are one file name on some system, brought to one form."""
    return unicodedata.normalize("NFC", stem).casefold()


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def safe_name(name: str) -> str:
    """A name that any system can keep, and that is no path, hidden file or device.

    >>> safe_name("../../etc/passwd.txt"), safe_name("CON.xlsx"), safe_name("~$台账\\n.xlsx")
    ('passwd.txt', '_CON.xlsx', '台账.xlsx')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    printable = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c in " \u3000")
    plain = re.sub(r'[<>:"|?*]', "", printable)
    plain = re.sub(r"\s+", " ", plain).lstrip(".~$ ").rstrip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if not stem or len(suffix) > 8:
        stem, dot, suffix = plain, "", ""
    stem = stem[:LONGEST_STEM].encode()[:LONGEST_STEM_BYTES].decode(errors="ignore").rstrip(". ") or "文件"
    return f"{'_' if RESERVED.fullmatch(stem) else ''}{stem}{dot}{suffix}"

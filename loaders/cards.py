"""The card beside a document (`<document>.toml`): what its own text does not say.

city = "邵阳市"
source = "http://…"        # where it was published
reported_on = 2024-05-31   # the day to which a ledger without a date tells
"""

import tomllib
from datetime import date
from pathlib import Path

from loaders.source import UnreadableFile

KNOWN_KEYS = {
    "city": str,
    "area": str,
    "title": str,
    "inspection": str,
    "inspection_level": str,
    "document_number": str,
    "issued_on": date,
    "published_on": date,
    "reported_on": date,
    "source": str,
}


def card_text(document: Path) -> str | None:
    """The card beside the document as it is written, None where there is none."""
    path = document.with_suffix(".toml")
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else None


def read_card(document: Path) -> dict[str, str | date]:
    """The card beside the document, {} where there is none. Raises UnreadableFile for an unknown key or type."""
    path = document.with_suffix(".toml")
    if not path.exists():
        return {}
    try:
        card = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path.name}：卡片不是有效的 TOML（{error}）。请改正后重新载入。") from error
    for key, value in card.items():
        if key not in KNOWN_KEYS:
            raise UnreadableFile(f"{path.name}：不认识的项“{key}”。可用的项：{'、'.join(KNOWN_KEYS)}。")
        if not isinstance(value, KNOWN_KEYS[key]):
            raise UnreadableFile(f"{path.name}：“{key}”的值类型不对，应为 {KNOWN_KEYS[key].__name__}。")
    return card

"""What the guides tell people to run, and the files they name, exist."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

import api
import start

PROJECT = Path(__file__).parent.parent
GUIDES = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md")
TEXTS = {name: (PROJECT / name).read_text(encoding="utf-8") for name in GUIDES}
MADE_LATER = ("database", "wheelhouse", "screenshots", ".venv")


def named(pattern: str) -> list[str]:
    """All that the pattern's group finds in the guides."""
    return sorted({found for text in TEXTS.values() for found in re.findall(pattern, text)})


@pytest.mark.parametrize("command", named(r"-m loaders (\w+)"))
def test_a_command_of_the_loaders_exists(command: str) -> None:
    asked = [sys.executable, "-m", "loaders", command, "--help"]
    assert subprocess.run(asked, cwd=PROJECT, capture_output=True).returncode == 0


@pytest.mark.parametrize("module", named(r"-m (benchmarks\.\w+)"))
def test_a_benchmark_exists(module: str) -> None:
    assert importlib.util.find_spec(module)


@pytest.mark.parametrize("command", named(r"(?:python3|py) start\.py(?: ([a-z]+)\b)?"))
def test_a_command_of_start_exists(command: str) -> None:
    assert f"python3 start.py {command}".strip() in (start.__doc__ or "")


@pytest.mark.parametrize("address", named(r"localhost:8501(/api/\S*)"))
def test_an_address_of_the_api_exists(address: str) -> None:
    parts = urlsplit(address)
    assert parts.path.removeprefix("/api/v1/") in ("", *api.ANSWERS)
    assert set(parse_qs(parts.query)) <= {*api.PARAMETERS}


@pytest.mark.parametrize("guide", GUIDES)
def test_files_that_a_guide_names_exist(guide: str) -> None:
    links = re.findall(r"\]\(([^):#]+)\)", TEXTS[guide])
    paths = re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|md|csv|toml))`", TEXTS[guide])
    rooms = (
        "",
        "loaders",
        "data/documents",
        "data/vocabulary",
        "tests",
    )  # CONTRIBUTING names files within a room
    missing = [
        path
        for path in links + paths
        if path.split("/")[0] not in MADE_LATER
        and not any((PROJECT / room / path).exists() for room in rooms)
        and not path.endswith("hengyang-2019-plan.toml")  # a card that might be written
    ]
    assert missing == []


def test_every_room_stands_in_the_table_of_rooms() -> None:
    floors = (PROJECT, PROJECT / "loaders")
    modules = {path.name for floor in floors for path in floor.glob("[!_]*.py")}
    folders = {f"{path.parent.name}/" for floor in floors for path in floor.glob("*/*.py")}
    named = set(re.findall(r"`(?:\w+/)*(\w+/|\w+\.py)`", TEXTS["CONTRIBUTING.md"]))
    assert modules | folders <= named

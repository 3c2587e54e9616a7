"""Who may import whom (the walls of the house)."""

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
FRONT = [
    *PROJECT.glob("*.py"),
    *(
        path
        for room in ("charts", "opened", "pages", "queries", "reports")
        for path in (PROJECT / room).glob("*.py")
    ),
]
LOADERS = sorted((PROJECT / "loaders").rglob("*.py"))
GRAMMAR = sorted((PROJECT / "loaders" / "grammar").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The full names of the modules a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def within(names: set[str], *packages: str) -> set[str]:
    """Those of the names that are one of the packages or inside it."""
    return {
        name for name in names for package in packages if name == package or name.startswith(f"{package}.")
    }


@pytest.mark.parametrize("path", FRONT, ids=lambda path: path.name)
def test_pages_do_not_import_loaders(path: Path) -> None:
    assert not within(imported(path), "loaders")


@pytest.mark.parametrize("path", LOADERS, ids=lambda path: path.name)
def test_loaders_know_neither_streamlit_nor_the_pages(path: Path) -> None:
    front = {module.stem for module in FRONT if module.parent == PROJECT} | {
        "charts",
        "opened",
        "pages",
        "queries",
        "reports",
        "streamlit",
        "plotly",
    }
    assert not within(imported(path), *front)


@pytest.mark.parametrize(
    "path",
    [path for path in FRONT if path != PROJECT / "queries" / "database.py"],
    ids=lambda path: path.name,
)
def test_only_one_module_of_queries_opens_the_database(path: Path) -> None:
    assert not within(imported(path), "duckdb")


@pytest.mark.parametrize("path", GRAMMAR, ids=lambda path: path.name)
def test_grammar_leans_on_the_vocabulary_alone(path: Path) -> None:
    ours = within(imported(path), "loaders")
    assert not ours - within(ours, "loaders.grammar", "loaders.vocabulary", "loaders.items") - {"loaders"}
    assert not within(imported(path), "duckdb", "pathlib", "os", "io")

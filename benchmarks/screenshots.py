"""Pictures of every page and its main states, at three widths, light and dark, into screenshots/.

    .venv/bin/python -m benchmarks.screenshots            all of them
    .venv/bin/python -m benchmarks.screenshots readme     docs/overview.png alone

Names say what they show: screenshots/workload-390-dark.png.
"""

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser

from benchmarks.serving import PROJECT, chromium, load, serving

FOLDER = PROJECT / "screenshots"
README = PROJECT / "docs" / "overview.png"
WIDTHS = {1440: 900, 1024: 768, 390: 844}
TALLEST = 6000
"""Pixels of a picture: a page is shown whole up to here."""

STATES = {page.stem: page.stem for page in sorted((PROJECT / "pages").glob("*.py"))} | {
    "overview": "",
    "task": "?task=hengyang-2019-plan-15",
    "task-marked": "?task=hengyang-2019-plan-15&mark=hengyang-2019-plan:10013-10160",
    "document": "documents?open=hengyang-2019-plan",
    "nothing-found": f"tasks?text={quote('没有这样的词')}",
    "unknown-task": "?task=nothing",
}


def main(arguments: list[str]) -> None:
    """Build the database from data/documents, serve it, take the pictures."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        load(Path(folder))
        with serving(Path(folder)) as address:
            if arguments == ["readme"]:
                README.parent.mkdir(exist_ok=True)
                take(browser, address, README, 1280, 1180, whole=False)
                return
            for name, path in STATES.items():
                take_all(browser, f"{address}/{path}", name)
        with tempfile.TemporaryDirectory() as empty, serving(Path(empty)) as address:
            take_all(browser, address, "no-database")


def take_all(browser: Browser, address: str, name: str) -> None:
    """At each width, light and dark."""
    FOLDER.mkdir(exist_ok=True)
    for width, height in WIDTHS.items():
        for theme in ("light", "dark"):
            take(browser, address, FOLDER / f"{name}-{width}-{theme}.png", width, height)
            print(f"{name}-{width}-{theme}.png", flush=True)


def take(browser: Browser, address: str, file: Path, width: int, height: int, whole: bool = True) -> None:
    """One picture, of the window or of the page to its foot."""
    page = browser.new_page(
        locale="zh-CN",
        viewport={"width": width, "height": height},
        color_scheme="dark" if "-dark" in file.name else "light",
    )
    page.goto(address)
    main = page.get_by_test_id("stMain")
    main.locator(":is(h1, h2, h4, [data-testid=stAlert])").first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1500)  # pictures and tables draw themselves after the script has run
    if whole:
        foot = min(TALLEST, main.evaluate("main => main.scrollHeight"))
        page.set_viewport_size({"width": width, "height": max(height, foot)})
        page.wait_for_timeout(800)
    page.screenshot(path=file)
    page.close()


if __name__ == "__main__":
    main(sys.argv[1:])

"""Pictures of every page and its main states, at three widths, light and dark, and printed on A4, into screenshots/.

    .venv/bin/python -m benchmarks.screenshots                  all of them
    .venv/bin/python -m benchmarks.screenshots overview task    these alone
    .venv/bin/python -m benchmarks.screenshots readme           docs/overview.png alone

Names say what they show: screenshots/workload-390-dark.png, screenshots/workload-a4-1.png.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pypdfium2
from playwright.sync_api import Browser, Page

from benchmarks.serving import PROJECT, chromium, load, serving

FOLDER = PROJECT / "screenshots"
README = PROJECT / "docs" / "overview.png"
DOCUMENTS = PROJECT / "tests" / "fixtures" / "documents"
WIDTHS = {1440: 900, 1024: 768, 390: 844}
TALLEST = 6000
"""Pixels of a picture: a page is shown whole up to here."""

PAGES = {page.stem: page.stem for page in sorted((PROJECT / "pages").glob("*.py"))} | {"overview": ""}
OPENED = {
    "task": "?task=hengyang-2019-plan-15",
    "task-marked": "?task=hengyang-2019-plan-15&mark=hengyang-2019-plan:15491-15595",
    "document": "?open=shaoyang-2021-plan",  # one of its checks fails
    "unit": f"?who={quote('衡阳市水利局')}",
    "chosen": "?part=late|past_unreported|any",
    "city": f"?city={quote('衡阳市')}",
}
FAULTS = {
    "nothing-found": f"tasks?text={quote('没有这样的词')}",
    "unknown-task": "?task=nothing",
}
WITHOUT_DATABASE = "no-database"


def open_filters(page: Page) -> None:
    """The sidebar, and in it the list of a filter."""
    aside = page.get_by_test_id("stExpandSidebarButton")
    if aside.is_visible():
        aside.click()
        page.wait_for_timeout(600)
    page.get_by_test_id("stSidebar").get_by_role("combobox", name="城市", exact=True).click()


def open_calendar(page: Page) -> None:
    if page.get_by_test_id("stExpandSidebarButton").is_visible():
        page.get_by_test_id("stExpandSidebarButton").click()
        page.wait_for_timeout(600)
    page.get_by_test_id("stSidebar").get_by_test_id("stDateInputField").get_by_role("button").click()


def drop_files(page: Page) -> None:
    """On 导入, one that can be loaded and one that cannot."""
    files = [min(DOCUMENTS.glob("*.docx")), DOCUMENTS.parent / "broken" / "scanned.pdf"]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_test_id("stMain").get_by_role("button", name="载入这 1 份").wait_for(timeout=60_000)


def open_glossary(page: Page) -> None:
    page.get_by_role("button", name="状态和率是什么意思").click()


ACTED: dict[str, tuple[str, Callable[[Page], None]]] = {
    "filters": ("", open_filters),
    "calendar": ("", open_calendar),
    "glossary": ("", open_glossary),
    "imports-preview": ("imports", drop_files),
}
"""What is seen once something was done: the page, and what to do on it."""


def main(arguments: list[str]) -> None:
    """Build the database from data/documents, serve it, take the pictures."""

    def wanted(name: str) -> bool:
        return not arguments or name in arguments

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        load(Path(folder))
        with serving(Path(folder)) as address:
            if arguments == ["readme"]:
                README.parent.mkdir(exist_ok=True)
                take(browser, address, README, 1280, 1180, whole=False)
                return
            for name, path in (PAGES | OPENED | FAULTS).items():
                if wanted(name):
                    take_all(browser, f"{address}/{path}", name)
            for name, path in (PAGES | OPENED).items():
                if wanted(name):
                    print_page(browser, f"{address}/{path}", name)
            for name, (path, act) in ACTED.items():
                if wanted(name):
                    take_all(browser, f"{address}/{path}", name, act)
        if wanted(WITHOUT_DATABASE):
            with tempfile.TemporaryDirectory() as empty, serving(Path(empty)) as address:
                take_all(browser, address, WITHOUT_DATABASE)


def take_all(browser: Browser, address: str, name: str, act: Callable[[Page], None] | None = None) -> None:
    """At each width, light and dark."""
    for width, height in WIDTHS.items():
        for theme in ("light", "dark"):
            file = FOLDER / f"{name}-{width}-{theme}.png"
            take(browser, address, file, width, height, whole=act is None or act is drop_files, act=act)
            print(file.name, flush=True)


def take(
    browser: Browser,
    address: str,
    file: Path,
    width: int,
    height: int,
    whole: bool = True,
    act: Callable[[Page], None] | None = None,
) -> None:
    """One picture, of the window or of the page to its foot."""
    page = opened(browser, address, width, height, "-dark" in file.name)
    if act:
        act(page)
        page.wait_for_timeout(800)
    if whole:
        foot = min(TALLEST, page.get_by_test_id("stMain").evaluate("main => main.scrollHeight"))
        page.set_viewport_size({"width": width, "height": max(height, foot)})
        page.wait_for_timeout(800)
    page.screenshot(path=file)
    page.close()


def print_page(browser: Browser, address: str, name: str) -> None:
    """The page as a printer gets it: a picture a sheet of A4."""
    page = opened(browser, address, 1440, 900, dark=False)
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    page.close()
    for number, sheet in enumerate(sheets, 1):
        sheet.render(scale=1.4).to_pil().save(FOLDER / f"{name}-a4-{number}.png")
    print(f"{name}-a4: {len(sheets)}", flush=True)


def opened(browser: Browser, address: str, width: int, height: int, dark: bool) -> Page:
    """The page, once all that is on it has been drawn."""
    page = browser.new_page(
        locale="zh-CN",
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
    )
    page.goto(address)
    main = page.get_by_test_id("stMain")
    main.locator(":is(h1, h2, h4, [data-testid=stAlert])").first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1500)  # pictures and tables draw themselves after the script has run
    page.wait_for_function("document.querySelectorAll('[data-testid=stSkeleton]').length === 0")
    return page


if __name__ == "__main__":
    main(sys.argv[1:])

"""How fast it is on this machine: loading, cold start, a filter change in the browser.

    .venv/bin/python -m benchmarks.speed

Prints the median and the slowest of several runs, and whether each keeps its budget. Run it on an idle machine.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.serving import chromium, load, loading, serving

RUNS = 3
CHANGES = 12

# The moment an option is clicked, and the moment the caption of the view holds the wanted words.
WATCH = """(wanted) => {
    window.answered = new Promise(resolve => {
        let clicked = null;
        document.addEventListener('click', event => {
            if (event.target.closest('[role=option]')) clicked = performance.now();
        }, {capture: true, once: true});
        const look = () => {
            if (clicked === null || !document.querySelector('[data-testid=stMain]').innerText.includes(wanted)) return;
            observer.disconnect();
            resolve(performance.now() - clicked);
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, {subtree: true, childList: true, characterData: true});
    });
}"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report("loading the five documents", [seconds_to_load(folder) for _ in range(RUNS)], 3.0)
        starts, changes = [], []
        with chromium() as browser:
            for _ in range(RUNS):
                page = browser.new_page(locale="zh-CN", viewport={"width": 1440, "height": 900})
                with started(folder, page) as seconds:
                    starts.append(seconds)
                    page.wait_for_timeout(2000)
                    changes += list(filter_changes(page))
                page.close()
        report("cold start: files read, app started, first page shown", starts, 5.0)
        report("a filter change, click to answer in the browser", changes, 0.3)


def seconds_to_load(folder: Path) -> float:
    """Seconds of `python -m loaders build`, from process start to exit."""
    begin = time.perf_counter()
    load(folder)
    return time.perf_counter() - begin


@contextmanager
def started(folder: Path, page: Page) -> Iterator[float]:
    """The dashboard shown by a browser, and the seconds that took.

    From nothing in the folder, as start.py does it: the app starts while the files are read.
    """
    for file in folder.iterdir():
        file.unlink()
    begin = time.perf_counter()
    building = loading(folder, "--if-changed")
    with serving(folder) as address:
        page.goto(address)
        page.get_by_text("总完成率").first.wait_for()
        yield time.perf_counter() - begin
    assert building.wait() == 0


def filter_changes(page: Page) -> Iterator[float]:
    """Seconds from choosing a city to the caption that names it, each city chosen and taken back in turn."""
    cities = ["衡阳市", "邵阳市", "益阳市"]
    for number in range(CHANGES):
        city = cities[number % len(cities)]
        page.get_by_role("combobox", name="城市").click()
        page.evaluate(WATCH, f"城市：{city}")
        page.get_by_role("option", name=city).click()
        yield page.evaluate("window.answered") / 1000
        page.keyboard.press("Escape")
        page.get_by_role("button", name="清除筛选").click()
        page.get_by_text("全部任务；").first.wait_for()
        page.wait_for_timeout(400)


def report(what: str, seconds: list[float], budget: float) -> None:
    """One line: median, slowest, budget."""
    median, slowest = statistics.median(seconds), max(seconds)
    kept = "kept" if median <= budget else "MISSED"
    print(
        f"{what}: median {median:.2f} s, slowest {slowest:.2f} s of {len(seconds)}; budget {budget} s {kept}"
    )


if __name__ == "__main__":
    main()

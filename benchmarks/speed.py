"""How fast it is on this machine: loading, cold start, a filter change in the browser.

    .venv/bin/python benchmarks/speed.py

Prints the median and the slowest of several runs, and whether each keeps its budget. Run it on an idle machine.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
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
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "RECTIFICATION_DATABASE": folder}
        report("loading the five documents", [loading(environment) for _ in range(RUNS)], 3.0)
        starts, changes = [], []
        for _ in range(RUNS):
            for generation in Path(folder).iterdir():
                generation.unlink()
            started = time.perf_counter()
            loading(environment)
            with serving(environment) as address, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
                page = browser.new_page(locale="zh-CN", viewport={"width": 1440, "height": 900})
                page.goto(address)
                page.get_by_text("总完成率").first.wait_for()
                starts.append(time.perf_counter() - started)
                page.wait_for_timeout(2000)
                changes += list(filter_changes(page))
                browser.close()
        report("cold start: database built, app started, first page shown", starts, 5.0)
        report("a filter change, click to answer in the browser", changes, 0.3)


def loading(environment: dict[str, str]) -> float:
    """Seconds of `python -m loaders build`, from process start to exit."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "loaders", "build"],
        cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - started


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """The dashboard on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard.py", f"--server.port={port}", "--server.headless=true"],
        cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


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

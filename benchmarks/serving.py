"""The dashboard on a free port and a headless Chromium: what the browser tests, the pictures and the timings share."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from start import BROWSERS

PROJECT = Path(__file__).resolve().parent.parent
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
"""Chromium as root and in a container, and without errands of its own."""


def load(folder: Path, *files: Path) -> None:
    """Build these files (the project's own where none is named) into a database in the folder."""
    status = loading(folder, *map(str, files)).wait()
    assert status == 0, f"loading ended with {status}"


def loading(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """`python -m loaders build`, under way."""
    return subprocess.Popen(
        [sys.executable, "-m", "loaders", "build", *arguments],
        cwd=PROJECT,
        env=_environment(folder),
        stdout=subprocess.DEVNULL,
    )


def _environment(folder: Path) -> dict[str, str]:
    """As a user's: Python keeps what it has compiled."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"RECTIFICATION_DATABASE": str(folder)}


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[str]:
    """The dashboard on the database in the folder; its address: http://127.0.0.1:40123."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    options = [f"--server.port={port}", "--server.headless=true"]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard.py", *options],
        cwd=PROJECT,
        env=_environment(folder) | environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until_healthy(address, server)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, f"streamlit ended with {server.returncode}"
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"{address} did not answer")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium of this machine."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, f"none of {BROWSERS} is installed; `python3 start.py test` installs one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()

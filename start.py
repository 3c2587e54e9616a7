"""Sets up what is missing, then runs the dashboard, the checks or the tests. Needs Python 3.11 and nothing else.

python3 start.py          the dashboard, in the browser
python3 start.py check    linters and types
python3 start.py test     all tests, the browser's included
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
ENVIRONMENT = PROJECT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STOPPED = 130
"""Exit status of what Ctrl+C has stopped; of a dashboard that is no failure."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(arguments: list[str]) -> int:
    """Run one of the three commands; the exit status is that of what was run."""
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python should hear why it cannot
        print("需要 Python 3.11 或更新的版本 (Python 3.11 or newer is needed)", file=sys.stderr)
        return 2
    if not arguments:
        install("requirements.txt")
        return run_dashboard()
    if arguments in (["check"], ["test"]):
        install("requirements.txt", "requirements-dev.txt")
        return check() if arguments == ["check"] else test()
    print(__doc__, file=sys.stderr)
    return 2


def run_dashboard() -> int:
    """Serve the dashboard until it is stopped; beside it, read the files if they, or the program, have changed."""
    if not os.environ.get("RECTIFICATION_DATABASE", "").endswith(".duckdb"):  # which is only to be looked at
        subprocess.Popen([PYTHON, "-m", "loaders", "build", "--if-changed"], cwd=PROJECT)
    status = python("-m", "streamlit", "run", "dashboard.py")
    return 0 if status == STOPPED else status


def check() -> int:
    """Ruff's rules and format, then mypy."""
    return (
        python("-m", "ruff", "check", ".")
        or python("-m", "ruff", "format", "--check", ".")
        or python("-m", "mypy")
    )


def test() -> int:
    """Every test, on up to four cores at once; installs the browser that some of them drive."""
    if not any(map(shutil.which, BROWSERS)):
        install_debian("chromium", "fonts-noto-cjk")
    return python("-m", "pytest", "--numprocesses=auto", "--maxprocesses=4", "--dist=worksteal")


def install(*requirements: str) -> None:
    """Make the virtual environment and install the requirements, unless just these are there already."""
    pins = sys.version.encode() + b"".join((PROJECT / name).read_bytes() for name in requirements)
    stamp = ENVIRONMENT / f"installed-{hashlib.sha256(pins).hexdigest()[:16]}"
    if stamp.exists():
        return
    try:
        import ensurepip  # noqa: F401  Debian packs it apart, in python3-venv
    except ImportError:
        install_debian(f"python3.{sys.version_info.minor}-venv")
    print("正在安装依赖，要一两分钟…… (installing what is needed)", flush=True)
    venv.create(ENVIRONMENT, with_pip=True)
    files = [option for name in requirements for option in ("-r", name)]
    subprocess.run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *files],
        cwd=PROJECT,
        check=True,
    )
    stamp.touch()


def install_debian(*packages: str) -> None:
    """Install Debian or Ubuntu packages; elsewhere say what is missing."""
    if shutil.which("apt-get") is None:
        sys.exit(f"请先安装 (please install): {' '.join(packages)}")
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, "apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run(
        [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=True,
        env=quiet,
    )


def python(*arguments: str) -> int:
    """Run Python of the project's environment in the project's folder."""
    running = subprocess.Popen([PYTHON, *arguments], cwd=PROJECT)
    stopped = False
    while True:
        try:
            status = running.wait()
            return STOPPED if stopped else status
        except KeyboardInterrupt:  # Ctrl+C has reached it, too: it ends in its own time
            stopped = True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

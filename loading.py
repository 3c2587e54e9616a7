"""What the pages ask of the loaders: `python -m loaders preview | add | remove | decide | correct | withdraw`, each in a process of its own.

Files that a reader hands over are written to a temporary folder for the length of one command, and nowhere else.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Timer
from typing import Any

PROJECT = Path(__file__).resolve().parent
SECONDS = 120
SECONDS_A_FILE = 40
LONGEST_STEM = 60

Say = Callable[[str], None]


class Failed(Exception):
    """A command came to nothing, and nothing was changed; the message, in Chinese, says why."""


@dataclass(frozen=True)
class Upload:
    """A file as a reader handed it over."""

    name: str
    content: bytes
    reported_on: date | None = None
    """The day of its reports, where the reader says it and the file does not."""


def is_possible() -> bool:
    """Whether there is a folder to load into: not where the dashboard was pointed at one database file."""
    return not os.environ.get("RECTIFICATION_DATABASE", "").endswith(".duckdb")


def preview(uploads: Sequence[Upload], say: Say = lambda _: None) -> list[dict[str, Any]]:
    """For each file what was understood and what it would change: loaders.preview.FilePreview as a dict."""
    with written(uploads) as paths:
        found: list[dict[str, Any]] = run("preview", paths, say)
        return found


def add(uploads: Sequence[Upload], say: Say = lambda _: None) -> dict[str, Any]:
    """Loads the files as one new generation: files (file, outcome, document_id, message), database, refused, summary."""
    with written(uploads) as paths:
        answer: dict[str, Any] = run("add", paths, say)
        return answer


def remove(document_id: str, reason: str, by: str) -> None:
    """Takes an added document out again."""
    run("remove", [f"--by={by}", f"--reason={reason}", "--", document_id])


def decide(from_task_id: str, to_task_id: str, is_same: bool, by: str) -> None:
    """Settles whether two tasks are the same."""
    run("decide", [f"--by={by}", "--", from_task_id, to_task_id, "same" if is_same else "different"])


def correct(task_id: str, field: str, value: str, reason: str, by: str) -> None:
    """Puts a value beside the document's own."""
    run("correct", [f"--by={by}", f"--reason={reason}", "--", task_id, field, value])


def withdraw(task_id: str, field: str, reason: str, by: str) -> None:
    """Takes the correction of a field back."""
    run("withdraw", [f"--by={by}", f"--reason={reason}", "--", task_id, field])


@contextmanager
def written(uploads: Sequence[Upload]) -> Iterator[list[str]]:
    """The files on disk, each in a folder of its own with the card (.toml) of its name beside it."""
    cards = {Path(upload.name).stem: upload for upload in uploads if upload.name.endswith(".toml")}
    paths = []
    with TemporaryDirectory() as desk:
        for number, upload in enumerate(uploads):
            stem = Path(upload.name).stem
            is_card = upload is cards.get(stem)
            if is_card and any(
                other.name != upload.name and Path(other.name).stem == stem for other in uploads
            ):
                continue
            path = Path(desk, str(number), safe_name(upload.name))
            path.parent.mkdir()
            path.write_bytes(upload.content)
            card = cards[stem].content if stem in cards and not is_card else b""
            if upload.reported_on:
                card += f"\nreported_on = {upload.reported_on}\n".encode()
            if card:
                path.with_suffix(".toml").write_bytes(card)
            paths.append(str(path))
        yield paths


def safe_name(name: str) -> str:
    """A name that is a file's and no path's: the last part, without signs that mean something to a system.

    >>> safe_name("../../etc/pass\\x00wd<1>.txt")
    'passwd1.txt'
    """
    last = PureWindowsPath(name).name
    plain = "".join(c for c in last if c.isprintable() and c not in '<>:"/\\|?*').lstrip(".~$- ")
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[:LONGEST_STEM]}{dot}{suffix[:8]}" if stem else plain[:LONGEST_STEM] or "file"


def run(command: str, arguments: Sequence[str], say: Say = lambda _: None) -> Any:
    """The JSON answer of one command of the loaders; `say` gets what it tells while it works."""
    limit = SECONDS + SECONDS_A_FILE * len(arguments)
    told: list[str] = []
    with TemporaryFile("w+", encoding="utf-8") as answer:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "loaders",
                command,
                "--json",
                *(word.replace("\0", "") for word in arguments),
            ],
            cwd=PROJECT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        watch = Timer(limit, process.kill)
        watch.start()
        try:
            assert process.stderr
            for line in process.stderr:
                told.append(line.strip())
                say(line.strip())
            status = process.wait()
        finally:
            watch.cancel()
            process.kill()
            process.wait()
        answer.seek(0)
        said = answer.read()
    if said.strip():
        return json.loads(said)
    if status < 0:
        raise Failed(f"{limit} 秒内没有做完，已停止。数据没有改变。可以分几次导入，或把文件拆小。")
    raise Failed(_reason(told))


def _reason(told: Sequence[str]) -> str:
    """The loaders' own last words, if they are in Chinese; a trace of an error is for the server's log."""
    last = next((line for line in reversed(told) if line), "")
    if re.search(r"[一-龥]", last) and "Error" not in last:
        return last
    print("\n".join(told), file=sys.stderr)
    return "程序出错，没有完成，数据没有改变。请稍后再试；仍不行，请把文件交给维护者。"

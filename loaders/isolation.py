"""A file is parsed in a child process with limits of time and memory, so that no file can take the build down."""

import gc
import multiprocessing
import sys
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from loaders.rows import ParsedDocument
from loaders.source import UnreadableFile

SECONDS = 30
"""How long a person waits for one file on a busy machine."""
CPU_SECONDS = 10
"""What the file itself may take of them."""
MEMORY_BYTES = 1 << 30
SPLIT = "请把文件拆成几份（例如每份 1000 行），或删去与整改任务无关的内容，再分别导入。"
SIGXCPU = 24
"""What ends a process at its limit of time; Windows has neither."""
# A fork server gets ready once for all files; elsewhere each child does so anew.
PROCESSES: Any = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
PROCESSES.set_forkserver_preload(["loaders.rehearsal"])


def get_ready() -> None:
    """Have the fork server import the parser now, while the caller goes on with something else."""
    if sys.platform == "linux":
        from multiprocessing import forkserver  # Unix alone has it

        forkserver.ensure_running()


def parse_isolated(path: Path, shown_path: str | None = None, seconds: float = SECONDS) -> ParsedDocument:
    """parse_document in a process of its own. Raises UnreadableFile, also when a limit is reached."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    child = PROCESSES.Process(target=_parse_in_child, args=(theirs, path, shown_path), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise UnreadableFile(f"{path.name}：{seconds:g} 秒内没有读完，已停止。{SPLIT}")
        answer = ours.recv()
    except EOFError:
        child.join()
        reason = (
            f"{CPU_SECONDS} 秒运算时间内没有读完"
            if child.exitcode == -SIGXCPU
            else "读取时进程中断，多半是内存超过 1 GiB"
        )
        raise UnreadableFile(f"{path.name}：{reason}，已停止。{SPLIT}") from None
    finally:
        child.kill()
        child.join()
        ours.close()
    if isinstance(answer, ParsedDocument):
        return answer
    raise UnreadableFile(answer)


def _parse_in_child(answers: Connection, path: Path, shown_path: str | None) -> None:
    from loaders.parse import parse_document  # here, for who waits for it has no need of it

    gc.disable()  # the process ends with its file; looking for cycles among its rows takes a tenth of the time
    _limit_resources()
    try:
        answers.send(parse_document(path, shown_path))
    except UnreadableFile as error:
        answers.send(str(error))
    except MemoryError:
        answers.send(f"{path.name}：需要的内存超过 1 GiB，已停止。{SPLIT}")
    except Exception as error:  # whatever goes wrong in here concerns this file alone
        traceback.print_exc()
        answers.send(
            f"{path.name}：读取程序出错（{type(error).__name__}），这一份没有载入。"
            "请另存为 .docx、.xlsx 或 .txt 后重试；仍不行，请把文件交给维护者。"
        )


def _limit_resources() -> None:
    if sys.platform != "win32":  # Windows has no such limits for a process; there only the waiting is limited
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))

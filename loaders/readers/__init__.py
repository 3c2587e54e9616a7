"""A file of any format to a Source. What a file is is decided by its content, not by its name."""

import hashlib
from pathlib import Path

from loaders.readers import text as plain_text
from loaders.source import Source, UnreadableFile


def read_source(path: Path) -> Source:
    """Read a file whole, or raise UnreadableFile with what is wrong, where, and what to do."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise UnreadableFile(f"{path.name}：文件是空的。请重新下载或另存后再导入。")
    words, remarks = plain_text.decode(data)
    if not plain_text.is_text(words):
        raise UnreadableFile(f"{path.name}：不是可识别的文档。请另存为 DOCX、PDF、XLSX 或纯文本后再导入。")
    return Source(str(path), digest, "txt", words, remarks=remarks)

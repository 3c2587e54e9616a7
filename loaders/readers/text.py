"""Bytes to characters: plain text in the encodings that Chinese offices use."""

import re

# What nearly every official text is full of, simplified and traditional.
COMMON = frozenset(
    "，。、；：（）的一二三是不在有和及为為大中上人年月日部门門市县縣区區生态態环環境督察整改问問题題污染"
)
CANDIDATES = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
LEAST_LIKENESS = 0.05
"""Official texts have some 0.3; random bytes read as GB18030 have 0.01."""
MANY_EMPTY_ROWS = re.compile(r"""\n (?P<rows> (?: [\ \u3000\t\r,，;；|"']*+ \n ){1000,}+ )""", re.VERBOSE)
LINE_CONTROLS = "\t\n\r\f\v\x1a"


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The characters of a text file without its byte-order mark, and remarks on what could not be decoded.

    >>> decode("一、问题".encode("gb18030"))
    ('一、问题', ())
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _remarked(data.removeprefix(mark).decode(encoding, "replace"))
    try:
        if b"\0" not in data:  # UTF-16 decodes as UTF-8 too, as a text full of NULs
            return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    return _remarked(max((data.decode(name, "replace") for name in CANDIDATES), key=_likeness))


def without_empty_rows(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without its thousands of rows of separators alone: a sheet saved with all its blank rows.

    >>> without_empty_rows("序号,问题\\n1,污水\\n" + ",\\n" * 5000)
    ('序号,问题\\n1,污水\\n', ('末尾的 5000 个空行没有保存。',))
    """
    remarks = []
    for run in MANY_EMPTY_ROWS.finditer(text):
        empty = text.count("\n", *run.span("rows"))
        if run.end() == len(text):
            remarks.append(f"末尾的 {empty} 个空行没有保存。")
        else:
            row = text.count("\n", 0, run.start("rows")) + 1
            remarks.append(f"第 {row} 行起的 {empty} 个空行没有保存，后面各行的行号相应减少。")
    return MANY_EMPTY_ROWS.sub("\n", text), tuple(remarks)


def is_text(text: str, data: bytes) -> bool:
    """Whether decoded bytes read as text: hardly any control characters, and in a guessed encoding common words."""
    head = text[:20_000]
    odd = sum(1 for c in head if c == "\ufffd" or (c < " " and c not in LINE_CONTROLS))
    beyond_ascii = sum(c > "\x7f" for c in head)
    is_sure = beyond_ascii < 20 or is_utf8(data)  # whatever it speaks of: 🎉, names of firms
    return odd * 20 <= len(head) and (is_sure or _likeness(head) > LEAST_LIKENESS)


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, whatever they name: no other Chinese text happens to be."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _likeness(text: str) -> float:
    """How much decoded bytes look like Chinese: the share of common characters, less the undecodable."""
    head = text[:20_000]
    beyond_ascii = [c for c in head if c > "\x7f"]
    common = sum(c in COMMON for c in beyond_ascii)
    return (common - 5 * head.count("\ufffd")) / max(1, len(beyond_ascii))


def _remarked(text: str) -> tuple[str, tuple[str, ...]]:
    lost = text.count("\ufffd")
    if not lost:
        return text, ()
    place = text.index("\ufffd")
    return text, (
        f"有 {lost} 处字节无法解码（第一处在第 {place + 1} 个字符），已用 \ufffd 代替；请核对原文件。",
    )

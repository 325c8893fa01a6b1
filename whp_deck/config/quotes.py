r"""Slips with quotation marks: Word's curly ones, one within a text that ends it, and `\` of a path of Windows.

In: a line of a YAML file, or a scalar as it was typed. Out: what is wrong with it and what helps, with the whole line as it
should be. Must not read files or build trees.
"""

from __future__ import annotations

import re
from typing import NamedTuple

OPEN_CURLY = "“„‟‘‚‛"
STRAIGHT = "\"'"
_CURLY = re.compile(r"[“„‟]([^“”„‟]*)[“”]|[‘‚‛]([^‘’‚‛]*)[‘’]|[“„‟]([^“”„‟\"]*)\"|[‘‚‛]([^‘’‚‛']*)'")
_CURLY_VALUE = re.compile(r"(?P<before>\s*(?:- +)*(?:[\w-]+: +)?)(?P<text>[“”„‟‘‚‛]\S.*?)\s*$")
_BEFORE = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(?=[\"'])")
_FLOW = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?[\[{]")
_BEFORE_IN_FLOW = re.compile(r"(?:[\[{,]|: ) *(?=[\"'])")
_CLOSED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""")
_ESCAPED = re.compile(r'"[^"]*\\[^"]*"')
_ENDS_IN_FLOW = re.compile(r"\s*(?:[,}\]]|$)")
_ENDS_IN_BLOCK = re.compile(r"\s*(?:\s#.*)?$")
_PATH = re.compile(r'"(?:[A-Za-z]:\\|\\\\\w)|"[^\s"]+\.\w{3,4}"$')  # "C:\…", "\\server\…", "pictures\logo.png"
_FOLDERS = re.compile(r"[\w:]\\+\w")
_ESCAPE = re.compile(r"\\[0abtnvfreNLP_]")  # those that YAML knows

_MEANINGS = {"n": "a line break", "t": "a tab", "r": "a line break", "N": "a line break", "L": "a line break", "P": "a line break",
             "0": "no character", "a": "a bell", "b": "a backspace", "e": "an escape", "f": "a new page", "v": "a tab",
             "_": "a space", "\\": "one `\\`"}  # fmt: skip
_COMMENT = re.compile(r"\s+#.*$")


class Slip(NamedTuple):
    """What is wrong with a line, and what helps."""

    message: str
    hint: str


def quoted(text: str) -> str:
    """The text in straight quotation marks, as YAML reads it: double ones, unless it has such itself, or a `\\`."""
    return f'"{text}"' if not re.search(r'["\\]', text) else "'" + text.replace("'", "''") + "'"


def curly_text(value: str) -> str:
    """What stands between the curly quotation marks of a text that is nothing else, of which the last may be straight; "" of any
    other.
    """
    around = _CURLY.fullmatch(value)
    return next(filter(None, around.groups()), "") if around else ""


def in_curly_quotes(line: str) -> Slip | None:
    """A line that is no YAML because the quotation marks round its text are Word's: to YAML they are letters."""
    if not (found := _CURLY_VALUE.fullmatch(line)) or not re.search(r":(?:\s|$)", found["text"]):
        return None
    inside = curly_text(found["text"])
    straight = f": `{found['before'].lstrip()}{quoted(inside)}`" if inside else ""
    message = "these are curly quotation marks, as Word makes them, and YAML takes them for letters of the text"
    return Slip(message, f"type the straight ones of the keyboard around all of it{straight}")


def ended_too_soon(line: str) -> Slip | None:
    """A line with a text that its own apostrophe, or a quotation mark within it, ends before its end."""
    in_flow = _FLOW.match(line)
    ends = _ENDS_IN_FLOW if in_flow else _ENDS_IN_BLOCK
    found = _BEFORE_IN_FLOW.search(line) if in_flow else _BEFORE.match(line)
    while found:
        begin = found.end()
        closed = _CLOSED.match(line, begin)
        if closed is None:
            return None  # it goes on over the next lines
        if not ends.match(line, closed.end()):
            return _within(line, begin, closed.end() - 1, ends)
        found = _BEFORE_IN_FLOW.search(line, closed.end()) if in_flow else None
    return None


def _within(line: str, begin: int, end: int, ends: re.Pattern[str]) -> Slip | None:
    """The slip of the text whose mark at `begin` is closed at `end`, but was meant to be by a later one; None without that."""
    mark = line[begin]
    last = next((at for at in range(end + 1, len(line)) if line[at] == mark and ends.match(line, at + 1)), 0)
    if not last or line[end + 1 :].lstrip().startswith(mark):  # two texts, each in quotes of its own
        return None
    kind, twice, other = ("apostrophe", "''", '"') if mark == "'" else ("quotation mark", '\\"', "'")
    word = re.findall(r"\S*$", line[begin + 1 : end])[0] + re.findall(rf"^{mark}[^\s{mark}]*", line[end:])[0]
    message = f"the {kind} of `{word}` ends the text, which begins with one like it"
    text = line[begin + 1 : last].replace(twice, mark)
    use_other = other not in text and "\\" not in text
    mended = f"{other}{text}{other}" if use_other else f"{mark}{text.replace(mark, twice)}{mark}"
    mended = f"`{line[:begin].lstrip()}{mended}{line[last + 1 :].rstrip()}`"
    if use_other:
        name = "double" if other == '"' else "single"
        return Slip(message, f"take {name} quotes around all of it, {mended}; or write `{twice}` for the {kind}")
    return Slip(message, f"write `{twice}` for each {kind} within it: {mended}")


def with_backslash(line: str) -> Slip | None:
    r"""A line with `\` in double quotes, where YAML makes other characters of it and the letters behind it."""
    if not _ESCAPED.search(line):
        return None
    *_, last = _ESCAPED.finditer(line)
    line = line[: last.end()] + _COMMENT.sub("", line[last.end() :])
    single = _ESCAPED.sub(lambda found: "'" + found[0][1:-1].replace("'", "''") + "'", line).strip()
    message = f"in double quotes a `\\` has a meaning of its own: {_meaning(line)}"
    hint = f"take single quotes: `{single}`"
    if _FOLDERS.search(line):
        slashes = _ESCAPED.sub(
            lambda found: re.sub(r"(?<!^\")\\+", "/", re.sub(r'^"\\{2,}', '"//', found[0])), line
        ).strip()
        hint += f"; or, in a path, `/`: `{slashes}`"
    return Slip(message, hint)


def _meaning(line: str) -> str:
    r"""What the first `\` in double quotes stands for that YAML cannot read, else the first that it can."""
    signs = re.findall(r"\\(.)", " ".join(found[0].replace("\\\\", "") for found in _ESCAPED.finditer(line)))
    sign = next((one for one in signs if one not in _MEANINGS), signs[0] if signs else "\\")
    if sign in "xuU":
        return f"`\\{sign}` begins the number of a character"
    return f"`\\{sign}` is {_MEANINGS.get(sign, 'nothing that YAML knows')}"


def is_path_of_windows(typed: str) -> bool:
    r"""Whether a scalar, as it was typed, is a path in double quotes that YAML reads as another text: `"C:\new\train.png"`."""
    return bool(_PATH.match(typed) and _ESCAPE.search(typed.replace("\\\\", "")))

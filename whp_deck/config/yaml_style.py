"""How ruamel.yaml writes what we give it: in the style of what was there, with the comments where they stood.

In: nodes of ruamel.yaml and plain values. Out: nodes that it writes as the author would have. Must not open files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    SingleQuotedScalarString,
)
from ruamel.yaml.tokens import CommentToken

Key = str | int
INDENTS = ((2, 4, 2), (2, 2, 0), (4, 6, 4), (4, 4, 2), (4, 2, 0), (4, 4, 0))  # mapping, sequence, its dash
_BLOCKS = (LiteralScalarString, FoldedScalarString)
_NOT_TEXT = re.compile(r"(?i)yes|no|on|off|true|false|y|n")


class _TextResolver(VersionedResolver):
    """Every plain scalar is text, as for `config.reader`; only nothing, `~` and `null` are None."""

    _NULL = "tag:yaml.org,2002:null"

    @property
    def versioned_resolver(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        return {
            "~": [(self._NULL, re.compile("^~$"))],
            "n": [(self._NULL, re.compile("^null$"))],
            "": [(self._NULL, re.compile("^$"))],
        }


_ENTRY = re.compile(r"\s*#\s*- ")  # an entry of a list that is commented out


def yaml_writer(indent: tuple[int, int, int] = INDENTS[0]) -> YAML:
    """A reader and writer that keeps quotes, breaks no lines and takes every scalar for text."""
    yaml = YAML()
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.width = 1 << 20
    yaml.indent(*indent)
    return yaml


def child(at: Any, key: Key) -> Any:
    """What stands in a mapping or list under that key; None when nothing does."""
    if isinstance(at, CommentedMap):
        return at.get(key)
    if isinstance(at, CommentedSeq) and isinstance(key, int):
        return at[key] if -len(at) <= key < len(at) else None
    return None


def keys_of(at: Any) -> list[Key]:
    """The keys of a mapping, the numbers of a list's items."""
    return list(range(len(at))) if isinstance(at, CommentedSeq) else list(at) if isinstance(at, CommentedMap) else []


def plain(value: Any) -> Any:
    """The value without style and comments: text, None, dicts and lists."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    return value


def styled(value: Any, old: Any, *, flow: bool = False) -> Any:
    """`value` as ruamel.yaml writes it: in the style of what it replaces, texts of several lines as a block."""
    if isinstance(value, Mapping):
        new = CommentedMap((key, styled(one, child(old, key), flow=flow)) for key, one in value.items())
        _take_style(new, old, flow=flow)
        return new
    if isinstance(value, str):
        return _text(value, old, flow=flow)
    if isinstance(value, Sequence):
        listed = CommentedSeq([styled(one, None, flow=flow) for one in value])
        _take_style(listed, old, flow=flow)
        return listed
    if value is None or isinstance(value, bool | int | float):
        return None if value is None else ("yes" if value else "no") if isinstance(value, bool) else f"{value:g}"
    raise TypeError(f"{type(value).__name__} cannot be written as YAML")


def _take_style(new: Any, old: Any, *, flow: bool) -> None:
    if flow or (isinstance(old, CommentedMap | CommentedSeq) and old and old.fa.flow_style()):
        new.fa.set_flow_style()


def _text(value: str, old: Any, *, flow: bool) -> Any:
    if "\n" in value and not flow:
        blank = any(line != line.rstrip() for line in value.split("\n")) or value[:1] in " \n\t"
        return DoubleQuotedScalarString(value) if blank else LiteralScalarString(value)
    if isinstance(old, DoubleQuotedScalarString | SingleQuotedScalarString) and "\n" not in value:
        return type(old)(value)
    sign = flow and value[:1] in (":", "?", "-")  # plain in braces, it is read as a key, a value or an item
    quoted = "\n" in value or sign or value in ("", "~", "null") or _NOT_TEXT.fullmatch(value)
    return DoubleQuotedScalarString(value) if quoted else value


def take_below(parent: Any, key: Key | None = None) -> str:
    """What stands under the last line of that item (of the last one): empty lines and comments, taken from it.

    ruamel.yaml hangs them on the last text before them, though they mostly belong to what follows.
    """
    if key is None:
        if not parent:
            return ""
        key = len(parent) - 1 if isinstance(parent, CommentedSeq) else list(parent)[-1]
    value = child(parent, key)
    if isinstance(value, CommentedMap | CommentedSeq) and value and not value.fa.flow_style():
        return take_below(value)
    tokens = parent.ca.items.get(key)
    at = 0 if isinstance(parent, CommentedSeq) else 2
    token = tokens[at] if tokens else None
    if token is None:
        return ""
    if isinstance(value, _BLOCKS):  # its own line has ended already
        tokens[at] = None
        words = str(token.value)
        return f"\n{' ' * token.start_mark.column if words.startswith('#') else ''}{words}"
    own, line, below = str(token.value).partition("\n")
    token.value = own + line if own.strip() else ""
    if not own.strip():
        tokens[at] = None
    return f"\n{below}" if below else ""


def put_below(parent: Any, key: Key, below: str) -> None:
    """The other way round."""
    if not below.strip("\n") and not below.startswith("\n\n"):
        return
    value = child(parent, key)
    if isinstance(value, CommentedMap | CommentedSeq) and value and not value.fa.flow_style():
        put_below(value, len(value) - 1 if isinstance(value, CommentedSeq) else list(value)[-1], below)
        return
    at = 0 if isinstance(parent, CommentedSeq) else 2
    tokens = parent.ca.items.setdefault(key, [None, None, None, None])
    own, mark = "", CommentMark(0)
    if isinstance(value, _BLOCKS):
        below = below.removeprefix("\n")
    elif tokens[at] is not None:
        own, mark = str(tokens[at].value).rstrip("\n"), tokens[at].start_mark
    tokens[at] = CommentToken(own + below, mark, None)


def take_example(parent: Any, key: Key, comment: str) -> None:
    """Take the comment beside that text away when it says `comment`, with the lines of comment right under it."""
    tokens = parent.ca.items.get(key)
    token = tokens[0 if isinstance(parent, CommentedSeq) else 2] if tokens else None
    if token is None:
        return
    own, _, below = str(token.value).partition("\n")
    if own.strip("# ") != comment:
        return
    lines = below.split("\n")
    while lines and lines[0].lstrip().startswith("#"):
        del lines[0]
    token.value = "\n" + "\n".join(lines)


def put_at_example(parent: CommentedMap, key: str, new: Any) -> bool:
    """Put a new key where a comment holds an example of it, `# key: …`, in the example's place; False where none does.

    The example of a mapping stays, as its comment tells what each of its keys means: the key then stands under it.
    """
    for at, above in enumerate(keys_of(parent)):
        below = take_below(parent, above)
        lines = below.split("\n")
        begins = [n for n, line in enumerate(lines) if re.match(rf"\s*# {re.escape(key)}:(?: |$)", line)]
        if not begins:
            put_below(parent, above, below)
            continue
        begin = end = begins[0]
        while end + 1 < len(lines) and re.match(r"\s*#(?:  |$)", lines[end + 1]):
            end += 1
        kept = lines[: end + 1] if isinstance(new, Mapping) else lines[:begin]
        if isinstance(new, Mapping) and lines[begin].startswith("#"):
            kept = [*kept, ""]  # a part of the file of its own
        parent.insert(at + 1, key, new)
        put_below(parent, above, "\n".join([*kept, ""]))
        put_below(parent, key, "\n".join(["", *lines[end + 1 :]]))
        return True
    return False


def leave_examples(parent: Any, below: str) -> str:
    """Of what stood below `parent` put back the entries of its last list that are commented out, and give the rest.

    A new key between `- rooming-refill` and `# - scheduling-aspirin` would make the second unusable.
    """
    lines = below.split("\n")
    count = 1
    while count < len(lines) and _ENTRY.match(lines[count]):
        count += 1
    if count == 1 or lines[0].strip() or not keys_of(parent):
        return below
    put_below(parent, keys_of(parent)[-1], "\n".join([*lines[:count], ""]))
    return "\n".join(["", *lines[count:]])


def carry_beside(parent: Any, key: Key) -> str:
    """A comment on the line where a text begins stays there when the text is replaced, or is given back for
    `put_below`.

    ruamel.yaml keeps the comment of a block apart, and writes none beside a block that is an item of a list: one that
    stood there stays only while its line does.
    """
    listed = isinstance(parent, CommentedSeq)
    at = 0 if listed else 2
    tokens = parent.ca.items.get(key) or [None] * 4
    token, of_block = tokens[at], tokens[at + 1]
    if isinstance(child(parent, key), _BLOCKS):
        if token is None:
            return ""
        tokens[at], beside = None, token.value.strip()
        if listed:
            return f"\n{beside}\n"
        tokens[at + 1] = [f"  {beside}"]
    elif of_block:
        tokens[at], tokens[at + 1] = CommentToken(of_block[0].strip(), CommentMark(0), None), None
    return ""


def arrange_texts(listed: CommentedSeq, values: Sequence[str]) -> None:
    """Make the list hold `values`. Of a text that stays the comment beside it goes along, and those above it."""
    flow = bool(listed.fa.flow_style())
    last = take_below(listed)
    above = {str(listed[at + 1]): take_below(listed, at) for at in range(len(listed) - 1)}
    kept = {str(one): (one, listed.ca.items.get(at)) for at, one in enumerate(listed)}
    listed[:] = []
    listed.ca.items.clear()
    waiting = ""  # what stood above the text that is the first one now
    for at, value in enumerate(values):
        node, tokens = kept.get(value, (styled(value, None, flow=flow), None))
        listed.append(node)
        if tokens is not None and any(tokens):
            listed.ca.items[at] = tokens
        if at:
            put_below(listed, at - 1, waiting + above.get(value, ""))
        waiting = "" if at else above.get(value, "")
    if values:
        put_below(listed, len(values) - 1, waiting + last)

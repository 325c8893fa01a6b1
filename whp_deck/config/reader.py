"""One YAML file → a tree of `Map`, `Seq`, text and None, with the place of everything, and problems instead of errors.

In: a path and the name to show for it. Out: `(tree, problems)`; the tree is None when there are errors.
Every scalar stays the text that was typed (`014`, `no`, `7:30`); an empty value, `~` or `null` is None. Reading is by
libyaml's events, not by its composer: events nest without recursion, so depth and size can be bounded here.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from whp_deck.config.foreign import foreign_kind
from whp_deck.config.quotes import OPEN_CURLY, Slip, curly_text, in_curly_quotes, is_path_of_windows, with_backslash
from whp_deck.config.slips import syntax_problem, typed_oddly
from whp_deck.content.authored import Map, Seq
from whp_deck.errors import Problem, Source

_SAVE_AS = "in Notepad, or your editor, choose File > Save As and the encoding UTF-8"
MAX_BYTES = 5_000_000
MAX_DEPTH = 40
MAX_NODES = 100_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path, shown: str = "") -> tuple[Map | Seq | None, list[Problem]]:
    """The tree of the file at `path`, called `shown` in problems; with a tree come warnings alone.

    An empty file is an empty mapping. A file that cannot be read is a problem too.
    """
    shown = shown or path.as_posix()
    try:
        if foreign := foreign_kind(path):
            return None, [_problem("file-kind", *foreign, shown, 0)]
        if path.stat().st_size > MAX_BYTES:
            return None, [_problem("yaml-too-large", "the file is larger than 5 MB", "split it", shown, 1)]
        data = path.read_bytes()
    except FileNotFoundError:
        return None, [_problem("file-missing", "there is no such file", "check the path and its spelling", shown, 0)]
    except OSError as error:
        return None, [_problem("file-unreadable", f"cannot be read: {error.strerror}", "", shown, 0)]
    text, problems = decode(data, shown)
    return (None, problems) if text is None else read_text(text, shown)


def read_map(path: Path | None) -> Map | None:
    """The keys and values of a file that somebody else tells of: None where there is no such file, or it holds none."""
    tree = read_yaml(path)[0] if path is not None and path.is_file() else None
    return tree if isinstance(tree, Map) else None


def read_shipped(path: Path, shown: str) -> tuple[Map | Seq | None, list[Problem]]:
    """`read_yaml` for a file that comes with the tool: while it stays as it is, it is read once in a process.

    A network's practices, the preview and the tests read the same toolkit over and over. Nobody may change the tree.
    The file is opened all the same: whoever watches what a build reads (`batch`) must see it.
    """
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
    except OSError:
        return read_yaml(path, shown)
    tree, problems = _kept(path, shown, state.st_mtime_ns, state.st_size)
    return tree, list(problems)


@lru_cache(maxsize=64)
def _kept(path: Path, shown: str, _time: int, _size: int) -> tuple[Map | Seq | None, list[Problem]]:
    return read_yaml(path, shown)


def read_text(text: str, shown: str) -> tuple[Map | Seq | None, list[Problem]]:
    """The same for text that is already in memory."""
    if match := _CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        message = f"the character U+{ord(match[0]):04X} cannot be shown on a slide"
        return None, [_problem("yaml-control-character", message, "delete it, or type the words again", shown, line)]
    builder = _Builder(shown, text)
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        builder.problems.append(syntax_problem(error, text, shown))
    except (yaml.YAMLError, ValueError) as error:
        builder.problems.append(_problem("yaml-syntax", f"not valid YAML: {error}", "", shown, 1))
    if builder.problems:
        return None, builder.problems
    root = builder.root
    if root is None:
        return Map(Source(shown, 1)), builder.warnings
    if not isinstance(root, Map | Seq):
        hint = "start with a key and a colon, as `deck: Monday huddle`"
        return None, [_problem("yaml-shape", "the file holds a single text, not keys and values", hint, shown, 1)]
    return root, builder.warnings


def _problem(code: str, message: str, hint: str, shown: str, line: int) -> Problem:
    return Problem(code, message, hint, Source(shown, line))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def decode(data: bytes, shown: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, or why it is none."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [_problem("yaml-encoding", "the file is saved as UTF-16, not UTF-8", _SAVE_AS, shown, 1)]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        words = data.splitlines()[line - 1].decode("cp1252", "replace").strip()
        message = (
            f"the file is not UTF-8: it is saved in an older encoding, as ANSI, so that `{words[:60]}` cannot be read"
        )
        return None, [_problem("yaml-encoding", message, _SAVE_AS, shown, line)]


class _Builder:
    """Builds the tree from events with a stack of open collections."""

    def __init__(self, shown: str, text: str) -> None:
        self.shown = shown
        self.root: Any = None
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._lines = text.split("\n")
        self._stack: list[Map | Seq] = []
        self._key: str | None = None
        self._key_place: Source | None = None
        self._skip_value = False
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._open_anchors: list[str | None] = []
        self._starts: list[int] = []
        self._nodes = 0
        self._documents = 0

    def _say(self, code: str, message: str, hint: str, event: yaml.Event) -> None:
        self.problems.append(_problem(code, message, hint, self.shown, _line(event)))

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False stops reading (a bound was passed)."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            return self._open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._say("yaml-documents", "the file has a second document (`---`)", "keep one", event)
                return False
        if self._nodes > MAX_NODES:
            self._say("yaml-too-large", "the file has too many entries", "split it, or drop its anchors", event)
            return False
        return True

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._nodes += 1
        if event.tag and event.tag not in ("!", "tag:yaml.org,2002:str"):
            self._say("yaml-tag", f"the tag `{event.tag}` is not supported", "leave it out", event)
        text = str(event.value)
        if slip := self._misread_path(event):
            self._say("yaml-backslash", *slip, event)
        elif match := _CONTROL.search(text):
            message = f"the character U+{ord(match[0]):04X} cannot be shown on a slide"
            self._say("yaml-control-character", message, "delete it", event)
        plain = event.style is None or event.style == ""
        value = None if plain and text in ("", "~", "null") else text
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        if plain and event.end_mark and not self._at_key:
            line = self._lines[event.end_mark.line] if event.end_mark.line < len(self._lines) else ""
            listed = bool(self._stack) and isinstance(self._stack[-1], Seq)
            odd = typed_oddly(text, line[event.end_mark.column :], Source(self.shown, _line(event)), listed=listed)
            self.warnings += [odd] if odd else []
        self._put(value, event, text)

    def _misread_path(self, event: yaml.ScalarEvent) -> Slip | None:
        """A path of Windows in double quotes, of which YAML makes another text: it has a line break for `\\n`."""
        if event.style != '"' or "\\" not in (line := self._lines[_line(event) - 1]):
            return None
        begin, end = event.start_mark, event.end_mark
        typed = line[begin.column : end.column] if begin and end and begin.line == end.line else ""
        return with_backslash(line) if is_path_of_windows(typed) else None

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> bool:
        self._nodes += 1
        if len(self._stack) >= MAX_DEPTH:
            self._say("yaml-depth", f"entries are nested more than {MAX_DEPTH} deep", "use fewer levels", event)
            return False
        place = Source(self.shown, _line(event))
        new: Map | Seq = Map(place) if isinstance(event, yaml.MappingStartEvent) else Seq(place)
        self._put(new, event, None)
        self._stack.append(new)
        self._open_anchors.append(event.anchor)
        self._starts.append(self._nodes)
        if event.tag:
            self._say("yaml-tag", f"the tag `{event.tag}` is not supported", "leave it out", event)
        return True

    def _close(self) -> None:
        done = self._stack.pop()
        anchor, start = self._open_anchors.pop(), self._starts.pop()
        if anchor:
            self._anchors[anchor] = (done, self._nodes - start + 1)

    def _alias(self, event: yaml.AliasEvent) -> bool:
        name = str(event.anchor)
        if name in self._open_anchors:
            self._say("yaml-anchor", f"`*{name}` contains itself", "write the entry out", event)
            return False
        if name not in self._anchors:
            message = f"there is no `&{name}` above that `*{name}` could repeat"
            self._say("yaml-anchor", message, "check the spelling; a text that begins with `*` stands in quotes", event)
            return False
        value, size = self._anchors[name]
        self._nodes += size
        self._put(value, event, value if isinstance(value, str) else None)
        return True

    def _put(self, value: Any, event: yaml.Event, text: str | None) -> None:
        if not self._stack:
            self.root = value
            return
        parent = self._stack[-1]
        place = Source(self.shown, _line(event))
        if isinstance(parent, Seq):
            parent.add(value, place)
        elif self._at_key:
            self._take_key(parent, value, text, event, place)
        elif self._skip_value:
            self._skip_value = False
        else:
            parent.put(self._key or "", value, self._key_place or place)
            self._key = None

    @property
    def _at_key(self) -> bool:
        """Whether the next scalar is a key."""
        in_map = bool(self._stack) and isinstance(self._stack[-1], Map)
        return in_map and self._key is None and not self._skip_value

    def _take_key(self, parent: Map, value: Any, text: str | None, event: yaml.Event, place: Source) -> None:
        if isinstance(value, Map | Seq) or text is None or text == "":
            self._say("yaml-key", "a key must be a single word or text", "check the colon on this line", event)
            self._skip_value = True
        elif meant := curly_text(text):
            message = f"the key {text} stands in curly quotation marks"
            self._say("yaml-key", message, f"write it without: `{meant}:`", event)
            self._skip_value = True
        elif text[0] in OPEN_CURLY and (slip := in_curly_quotes(self._lines[place.line - 1])):
            self._say("yaml-key", *slip, event)
            self._skip_value = True
        elif text in parent:
            first = parent.place_of(text).line
            self._say("yaml-duplicate-key", f"`{text}` stands twice here (first on line {first})", "keep one", event)
            self._skip_value = True
        else:
            self._key, self._key_place = text, place

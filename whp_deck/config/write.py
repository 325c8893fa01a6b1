"""Changes an author's YAML file in place: what is not changed keeps its comments, order, quotes and line breaks.

In: the path of a YAML file, then paths of keys inside it with new values. Out: the new text, the difference, and at the
end the file, replaced in one step. With `yaml_style` the only user of ruamel.yaml; must not know decks or practices.

ruamel.yaml writes the whole file in one manner: it would indent lists anew and join folded lines that nobody touched.
So it writes the file twice, as it was and as it shall be, and only what differs between the two goes into the
author's own lines. Whatever comes out is read again by `config.reader` and must hold exactly what was asked for.
"""

from __future__ import annotations

import difflib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from whp_deck.config.reader import decode, read_text
from whp_deck.config.yaml_style import (
    INDENTS,
    Key,
    arrange_texts,
    carry_beside,
    child,
    keys_of,
    leave_examples,
    plain,
    put_at_example,
    put_below,
    styled,
    take_below,
    take_example,
    yaml_writer,
)
from whp_deck.errors import EditedOutputError, InvalidDeckError, Problem, Source, WhpDeckError, has_errors, show_path
from whp_deck.files import put_bytes


class UnwritableYamlError(WhpDeckError):
    """A file that cannot be changed without changing more than was asked for."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{show_path(self.path)}: {self.reason}\n\nhint: write the change into the file yourself"


class YamlFile:
    """One file, open for changes. Values are text, None, mappings and lists of them, as `config.reader` reads them.

    A path names keys from the top: `("slides", "change", "evidence", "title")`; an item of a list by its number.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        """Raises InvalidDeckError when the bytes are no YAML that `config.reader` reads."""
        self.path, self._bytes = path, data
        shown = show_path(path)
        text, problems = decode(data, shown)
        if text is None:
            raise InvalidDeckError(problems)
        self._bom = data.startswith(b"\xef\xbb\xbf")
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._before = text.replace("\r\n", "\n")
        _, problems = read_text(self._before, shown)
        if has_errors(problems):
            raise InvalidDeckError(problems)
        self._indent = INDENTS[0]
        self._tree = self._load()
        self._indent = self._nearest_indent()
        self._as_it_was = self._dump()

    @classmethod
    def open(cls, path: Path) -> YamlFile:
        """The file at `path`. Raises InvalidDeckError when it cannot be read."""
        try:
            return cls(path, path.read_bytes())
        except OSError as error:
            what = f"cannot be read: {error.strerror}"
            raise InvalidDeckError([Problem("file-unreadable", what, "", Source(show_path(path), 0))]) from error

    # what is there ------------------------------------------------------------------------------------

    def get(self, *path: Key) -> Any:
        """What stands at the path as plain text, mappings and lists; None when nothing does."""
        at: Any = self._tree
        for key in path:
            at = child(at, key)
        return plain(at)

    # changes ------------------------------------------------------------------------------------------

    def set(self, path: Sequence[Key], value: Any, *, flow: bool = False) -> None:
        """Put `value` at the path, in the place and style of what was there; mappings on the way are made.

        With `flow` it stands in one line, as `[2, 3, 5]`.
        """
        for length in range(1, len(path)):
            if self.get(*path[:length]) is None:  # all at once: what stands below goes behind it
                for key in reversed(path[length:]):
                    value = {key: value}
                path = path[:length]
                break
        parent = self._reach(path[:-1])
        key = path[-1]
        old = child(parent, key)
        flow = flow or bool(parent.fa.flow_style())
        new = styled(value, old, flow=flow)
        if isinstance(parent, CommentedSeq) and (not isinstance(key, int) or key > len(parent)):
            raise KeyError(f"{self.path}: there is no place {path!r}")
        if isinstance(parent, CommentedSeq) and key == len(parent):
            below = take_below(parent)
            parent.append(new)
        elif isinstance(parent, CommentedMap) and key not in parent and put_at_example(parent, str(key), new):
            return
        elif isinstance(parent, CommentedMap) and key not in parent:
            below = leave_examples(parent, take_below(parent))
            parent[key] = new
        else:
            below = take_below(parent, key)
            parent[key] = new
            below = carry_beside(parent, key) + below
        put_below(parent, key, below)

    def set_open_list(self, path: Sequence[Key], value: Sequence[Any], comment: str) -> None:
        """Put a list where a word left it open; where `comment` stands beside that word, it goes with its example below."""
        if self.get(*path) is None:
            self.set(path, value)
            return
        take_example(self._reach(path[:-1]), path[-1], comment)
        self.set(path, value)

    def append(self, path: Sequence[Key], value: Any) -> None:
        """Add `value` to the end of the list at the path, which is made when nothing is there."""
        if self.get(*path) is None:
            self.set(path, [value])
            return
        at: Any = self._reach(path)
        if not isinstance(at, CommentedSeq):
            raise KeyError(f"{self.path}: {path!r} is not a list")
        if not at:
            at.fa.set_block_style()
        self.set((*path, len(at)), value)

    def arrange(self, path: Sequence[Key], values: Sequence[str]) -> None:
        """Make the list of texts at the path hold `values`, each once; a text that stays keeps its comments, wherever it comes to stand."""
        at: Any = self._reach(path) if self.get(*path) else None
        if not isinstance(at, CommentedSeq):
            self.set(path, list(values))
            return
        arrange_texts(at, values)

    def delete(self, path: Sequence[Key]) -> None:
        """Take out what stands at the path, and lists and mappings that this leaves empty; nothing there is no mistake."""
        below = ""
        for length in range(len(path), 0, -1):
            parent: Any = self._tree
            for key in path[: length - 1]:
                parent = child(parent, key)
            keys = keys_of(parent)
            if path[length - 1] not in keys:
                return
            at = keys.index(path[length - 1])
            below = take_below(parent, keys[at]) + below
            del parent[keys[at]]
            if at > 0:
                put_below(parent, keys[at - 1], below)
            elif parent and "#" in below:
                words = "\n".join(
                    line.strip().removeprefix("#").removeprefix(" ") for line in below.strip().split("\n")
                )
                parent.yaml_set_comment_before_after_key(keys_of(parent)[0], before=words, indent=parent.lc.col)
            if parent:
                return

    # out ----------------------------------------------------------------------------------------------

    @property
    def changed(self) -> bool:
        """Whether anything differs from the file as it was opened."""
        return self.text != self._before

    @property
    def text(self) -> str:
        """The file as it would be written, with line feeds alone."""
        now = self._dump()
        if now == self._as_it_was:
            return self._before
        wanted = plain(self._tree)
        for text in (_merge_lines(self._before, self._as_it_was, now), now):
            if read_text(text, "")[0] == wanted:
                return text
        raise UnwritableYamlError(self.path, "is written in a way that cannot be changed safely")

    def diff(self) -> str:
        """The change as a unified diff; empty when there is none."""
        name = show_path(self.path)
        lines = difflib.unified_diff(self._before.splitlines(), self.text.splitlines(), name, name, lineterm="", n=2)
        return "\n".join(lines)

    def save(self) -> bool:
        """Replace the file in one step; False when nothing was changed.

        Raises EditedOutputError when somebody changed the file since it was opened, or when it cannot be written.
        """
        text = self.text
        if text == self._before:
            return False
        hint = "nothing was written; try again"
        try:
            now = self.path.read_bytes()
        except OSError:
            now = b""
        if now != self._bytes:
            raise EditedOutputError(self.path, "was changed by another program meanwhile", (), hint)
        data = (b"\xef\xbb\xbf" if self._bom else b"") + text.replace("\n", self._newline).encode()
        put_bytes(self.path, data)
        self._before, self._bytes = text, data
        self._tree = self._load()
        self._as_it_was = self._dump()
        return True

    # within -------------------------------------------------------------------------------------------

    def _load(self) -> CommentedMap | CommentedSeq:
        try:
            tree = yaml_writer().load(self._before)
        except YAMLError as error:
            raise UnwritableYamlError(self.path, f"cannot be changed: {error}") from error
        if tree is None:
            self._head = self._before  # comments alone: they stay above what is added
            return CommentedMap()
        self._head = ""
        return cast(CommentedMap | CommentedSeq, tree)

    def _dump(self) -> str:
        if not self._tree:
            return self._head
        stream = io.StringIO()
        yaml_writer(self._indent).dump(self._tree, stream)
        head = self._head.rstrip()
        return f"{head}\n{stream.getvalue()}" if head else stream.getvalue()

    def _nearest_indent(self) -> tuple[int, int, int]:
        """The manner of indenting that changes the fewest of the author's lines."""
        own = set(self._before.splitlines())
        foreign: dict[tuple[int, int, int], int] = {}
        for indent in INDENTS:
            self._indent = indent
            foreign[indent] = sum(line not in own for line in self._dump().splitlines())
            if not foreign[indent]:
                break
        return min(foreign, key=lambda indent: foreign[indent])

    def _reach(self, path: Sequence[Key]) -> Any:
        at: Any = self._tree
        for number, key in enumerate(path):
            below = child(at, key)
            if not isinstance(below, CommentedMap | CommentedSeq):
                raise KeyError(f"{self.path}: {path[: number + 1]!r} is a text")
            if isinstance(below, CommentedMap) and not below:
                below.fa.set_block_style()
            at = below
        return at


def _merge_lines(author: str, before: str, after: str) -> str:
    """The author's lines with what differs between `before` and `after`, two writings of it by ruamel.yaml.

    Lines are aligned author ↔ before; a changed run of `before` replaces the author's lines that it stands for.
    """
    own, old, new = (text.splitlines(keepends=True) for text in (author, before, after))
    if own and not own[-1].endswith("\n"):
        own[-1] += "\n"
    place = _places(own, old)
    out: list[str] = []
    at = 0
    for tag, old_from, old_to, new_from, new_to in _differences(old, new):
        if tag == "equal":
            continue
        out += own[at : place[old_from]]
        out += new[new_from:new_to]
        at = place[old_to]
    out += own[at:]
    return "".join(out)


def _places(own: list[str], old: list[str]) -> list[int]:
    """For each line of `old` (and its end) the line of `own` at which it begins."""
    place = [0] * (len(old) + 1)
    for _, own_from, own_to, old_from, old_to in _differences(own, old):
        for step in range(old_to - old_from):
            place[old_from + step] = min(own_from + step, own_to)
    place[len(old)] = len(own)
    return place


def _differences(one: list[str], other: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()

"""What can go wrong: problems in an author's files (values) and errors that stop us (exceptions).

In: nothing. Out: `Source`, `Problem` and the exception tree. Must not print, exit or know any file format.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from whp_deck.resources import name_of_shipped

_PARTS = {
    "slides": "slides", "checklists": "checklists", "formats": "formats", "packet": "packet", "scenarios": "role plays",
    "questions": "questions", "words": "words",
}  # fmt: skip

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A place in an author's file: the file as the author would name it, and a line counted from 1.

    In a spreadsheet the line is a row, and `column`, counted from 1, makes it a cell: it is shown as Excel names it.
    As text it is what every command shows to people: a path for files that they can change, words for those of the
    tool itself, which are not theirs and stand somewhere deep in its folder.
    """

    file: str
    line: int
    column: int = 0

    def __str__(self) -> str:
        own = name_of_shipped(self.file)
        return _own_place(own, self.line) if own else self.path_and_line

    @property
    def path_and_line(self) -> str:
        """`decks/monday-huddle.yaml:12`, `practices.xlsx:B12`, for programs: whatever the file."""
        return f"{self.file}:{column_letters(self.column)}{self.line}" if self.line else self.file

    @property
    def cell(self) -> str:
        """`C12`, to be named beside another cell of the same list."""
        return f"{column_letters(self.column)}{self.line}"

    @property
    def is_shipped(self) -> bool:
        """Whether the file is the tool's own."""
        return bool(name_of_shipped(self.file))


def is_cell(source: Source | None) -> bool:
    """Whether it is a spreadsheet's: what stands there is a practice's answer, with no notes to put words into."""
    return source is not None and source.column > 0


def _own_place(name: str, line: int) -> str:
    """`the toolkit’s slides (warm-handoff-plus, slides.yaml line 12)`."""
    at = f" line {line}" if line else ""
    _, kind, *rest = name.split("/")
    if kind != "toolkits" or len(rest) < 2:
        return f"the tool’s own words ({'/'.join(rest) or kind}{at})"
    toolkit, *inside = rest
    what = _PARTS.get(inside[0].partition(".")[0], "files")
    return f"the toolkit’s {what} ({toolkit}, {'/'.join(inside)}{at})"


def counted(number: int, what: str, plural: str = "") -> str:
    """“1 warning”, “2 warnings”."""
    return f"{number} {what if number == 1 else plural or f'{what}s'}"


def enumerated(words: Sequence[str]) -> str:
    """“a, b and c”; "" for none."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def column_letters(column: int) -> str:
    """A spreadsheet's column as Excel names it, counted from 1: A, B, …, Z, AA; "" for 0."""
    name, rest = "", column
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def also_in(places: Sequence[Source], most: int = 3) -> str:
    """Cells of the same list beside which others are told: “E81, E82, E83 and 1 other”."""
    named = ", ".join(f"{column_letters(one.column)}{one.line}" for one in places[:most])
    return f"{named} and {counted(len(places) - most, 'other')}" if len(places) > most else named


@dataclass(frozen=True, slots=True)
class Problem:
    """An author's mistake with its place and its remedy. `code` is stable, in kebab-case, noun first.

    `ask` is what the practice has to be asked, where it alone can say it: a reason for a network to call, in words.
    """

    code: str
    message: str
    hint: str = ""
    source: Source | None = None
    severity: Severity = "error"
    ask: str = ""

    def __str__(self) -> str:
        place = f"{self.source}: " if self.source else ""
        head = f"{place}{'warning: ' if self.severity == 'warning' else ''}{self.message} [{self.code}]"
        return f"{head}\n\nhint: {self.hint}" if self.hint else head


@dataclass(frozen=True, slots=True)
class ManyCells(Problem):
    """The same in several cells of a list, told once at the first; `others` are the further ones."""

    others: tuple[Source, ...] = ()

    def one_by_one(self) -> Iterator[Problem]:
        """A problem for each of the cells."""
        for place in (self.source, *self.others):
            yield Problem(self.code, self.message, self.hint, place, self.severity, self.ask)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file and line, each once; those without a place come last, and session 2 before session 10."""

    def by_number(message: str) -> list[str | int]:
        return [int(part) if at % 2 else part for at, part in enumerate(re.split(r"(\d+)", message))]

    unique = dict.fromkeys(problems)
    return sorted(
        unique, key=lambda p: (p.source is None, p.source or Source("", 0), p.severity, p.code, by_number(p.message))
    )


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any problem is an error rather than a warning."""
    return any(problem.severity == "error" for problem in problems)


def show_path(path: Path) -> str:
    """A path as people read it: relative to where they are when that is short, with forward slashes."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return path.as_posix()
    far = relative.startswith("..") and path.is_absolute()
    return Path(os.path.normpath(path) if far else relative).as_posix()


def command(name: str, path: Path | None = None, more: str = "") -> str:
    """A command to copy, as `` `whp-deck check "our files/huddle.pptx" --links` ``: a path of several words in quotes."""
    return f"`{bare_command(name, path, more)}`"


def bare_command(name: str, path: Path | None = None, more: str = "") -> str:
    """The same without the marks around it."""
    return " ".join(part for part in ("whp-deck", name, typed_path(path) if path else "", more) if part)


def typed_path(path: Path) -> str:
    """A path as it is typed behind a command; double quotes hold it together in PowerShell, cmd and sh alike."""
    shown = show_path(path)
    return shown if re.fullmatch(r"[\w./:~+-]+", shown) else f'"{shown}"'


class WhpDeckError(Exception):
    """What stops us. Holds data; the words are in `__str__`. The command line catches this class alone."""

    exit_code = 1


class InvalidDeckError(WhpDeckError):
    """The author's files have errors, so nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = sort_problems(problems)

    def __str__(self) -> str:
        return "\n\n".join(str(problem) for problem in self.problems)


class TemplateError(WhpDeckError):
    """A template that cannot be used; `reason` says why, `hint` how to save it instead."""

    def __init__(self, path: Path, reason: str, hint: str = "") -> None:
        super().__init__(path, reason, hint)
        self.path, self.reason, self.hint = path, reason, hint

    def __str__(self) -> str:
        return f"{show_path(self.path)}: {self.reason}" + (f"\n\nhint: {self.hint}" if self.hint else "")


class RenderError(WhpDeckError):
    """A slide that cannot be drawn into an output, or an output that failed its own gate: a bug of ours."""

    def __init__(self, slide_id: str, output: str, reason: str) -> None:
        super().__init__(slide_id, output, reason)
        self.slide_id, self.output, self.reason = slide_id, output, reason

    def __str__(self) -> str:
        where = f"slide `{self.slide_id}`" if self.slide_id else "the file"
        return f"{self.output}: {where}: {self.reason}"


class EditedOutputError(WhpDeckError):
    """An output that cannot be replaced safely: edited by a person, not ours, or open in PowerPoint."""

    exit_code = 4

    def __init__(self, path: Path, reason: str, slides: Sequence[str] = (), hint: str = "") -> None:
        super().__init__(path, reason, tuple(slides), hint)
        self.path, self.reason, self.slides, self.hint = path, reason, tuple(slides), hint

    def __str__(self) -> str:
        listed = "".join(f"\n  - {slide}" for slide in self.slides)
        return f"{show_path(self.path)}: {self.reason}{listed}" + (f"\n\nhint: {self.hint}" if self.hint else "")


class MissingToolError(WhpDeckError):
    """A tool that is needed is not on this machine."""

    exit_code = 3

    def __init__(self, tool: str, hint: str) -> None:
        super().__init__(tool, hint)
        self.tool, self.hint = tool, hint

    def __str__(self) -> str:
        return f"{self.tool} is needed and was not found\n\nhint: {self.hint}"

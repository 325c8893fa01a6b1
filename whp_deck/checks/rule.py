"""What a rule is, and what it finds.

In: a function that looks at one kind of thing (`DeckView`, `PlanView`, `PdfView`) and yields `Hit`s. Out: `Rule`,
`Finding`. Must not know any single rule.

A rule's id is the function's name, its reason the first paragraph of the docstring: so the table of rules, the report
and the code cannot say different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from whp_deck.errors import Severity, Source

View = TypeVar("View", contravariant=True)
Spot = tuple[float, float, float, float]
"""A place on the slide as shares of its width and height: left, top, width, height."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found. `slide` is PowerPoint's number, 0 = the whole file; `severity` when it differs from the
    rule's.

    A rule on a plan also says of which `session` the slide is.
    """

    message: str
    slide: int = 0
    shape: str = ""
    spots: tuple[Spot, ...] = ()
    severity: Severity | None = None
    source: Source | None = None
    remedy: str = ""
    session: int = 0


@dataclass(frozen=True, slots=True)
class Rule(Generic[View]):
    """One rule: `reason` says why, `remedy` what to do, `origin` who asks for it."""

    id: str
    severity: Severity
    reason: str
    remedy: str
    origin: str
    find: Callable[[View], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with all that a reader needs: the rule, the file, the slide by number, id and title, the cause in the YAML."""

    rule: str
    severity: Severity
    message: str
    remedy: str
    origin: str
    file: str
    slide: int = 0
    slide_id: str = ""
    title: str = ""
    shape: str = ""
    source: Source | None = None
    spots: tuple[Spot, ...] = ()

    @property
    def place(self) -> str:
        """`monday-huddle-1.pptx, slide 9 “When do we use it?”, Body (decks/monday-huddle.yaml:31)`."""
        where = self.file
        if self.slide:
            where += f", slide {self.slide}" + (f" “{self.title}”" if self.title else "")
        if self.shape:
            where += f", {self.shape}"
        return f"{where} ({self.source})" if self.source else where


Finder = Callable[[View], Iterable[Hit]]


def rule(*, severity: Severity, remedy: str, origin: str) -> Callable[[Finder[View]], Rule[View]]:
    """Make a rule of a function whose docstring's first paragraph is the reason."""

    def make(find: Finder[View]) -> Rule[View]:
        name = str(getattr(find, "__name__", ""))
        reason = " ".join((find.__doc__ or "").strip().partition("\n\n")[0].split())
        return Rule(name.replace("_", "-"), severity, reason, remedy, origin, find)

    return make

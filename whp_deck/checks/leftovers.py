"""Rules on what should have gone before a deck is shown: blanks, filler, prompts, another practice's words, old dates.

In: a `DeckView`. Out: hits. Must not judge what a text means.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from whp_deck.checks.deck_view import DeckView
from whp_deck.checks.quotes import short
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.checks.texts import at, at_all, by_slide, search, texts_of
from whp_deck.content.blanks import BLANK
from whp_deck.markup import MONTHS
from whp_deck.office.snapshot import CONFLICT

# in a script for a role play people say their own name there
_PERHAPS_BLANK = re.compile(r"\[(your|name of|date)\b[^\]]{0,40}\]", re.IGNORECASE)
_FILLER = re.compile(r"lorem ipsum|dolor sit amet|consectetu\w+ adipisc|sample text goes here", re.IGNORECASE)
_PROMPT = re.compile(
    r"click (icon )?to (add|edit)( the| master| a)? ?(title|text|subtitle|notes|picture|chart|table|media|content|outline)?( styles?| text)?|"
    r"(double[- ]?)?click to add|titel durch klicken hinzufügen",
    re.IGNORECASE,
)
_LEVELS = frozenset({"second level", "third level"})  # a master's sample text; one of them alone may be a heading
_DATE = re.compile(
    rf"\b(?P<month>{'|'.join(MONTHS)})[\s\u00a0]"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?,?[\s\u00a0](?P<year>20\d\d)\b"
)
_STARTS = re.compile(
    r"\b(we (start|begin|go live)|start(s|ing)?|begin(s|ning)?|go(es)? live|from|kick-?off|launch\w*|as of|by)\b[^.\n]{0,30}$",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b\d{1,3}(\.\d+)? ?(%|percent\b)[^\n]{0,60}|\b(studies|research|evidence|data) (show|suggest|prove|indicate)s?\b[^\n]{0,40}",
    re.IGNORECASE,
)
_SOURCED = re.compile(r"\b(19|20)\d\d\b|\bsources?:|\bet al\b|doi[:.]|https?://", re.IGNORECASE)


@rule(
    severity="error",
    remedy="fill in what is missing",
    origin="HHS checklist; ours",
)
def blank_left(deck: DeckView) -> Iterator[Hit]:
    """A blank that nobody filled in shows the room that nobody looked."""
    for slide, found in by_slide(deck, BLANK):
        yield at_all(slide, found, "was never filled in", "were never filled in")
    for slide, found in by_slide(deck, _PERHAPS_BLANK):
        yield at_all(slide, found, "may be a blank that is left", "may be blanks that are left", severity="warning")


@rule(
    severity="error",
    remedy="write what is meant, or delete it",
    origin="ours",
)
def filler_left(deck: DeckView) -> Iterator[Hit]:
    """Filler text says that the slide is not finished."""
    for slide, found in by_slide(deck, _FILLER):
        yield at_all(slide, found, "is filler text", "are filler text")


@rule(
    severity="error",
    remedy="write into the placeholder, or delete it",
    origin="ours",
)
def prompt_left(deck: DeckView) -> Iterator[Hit]:
    """PowerPoint's own prompts, typed or pasted as text, are shown to the room."""
    for slide in deck.slides:
        for text, placed in texts_of(slide):
            lines = [line.strip() for line in text.split("\n")]
            found = [line for line in lines if _PROMPT.fullmatch(line)]
            found += sorted(_LEVELS) if {line.casefold() for line in lines} >= _LEVELS else []
            if found:
                yield at(slide, placed, f"“{short(found[0])}” is a prompt")


@rule(
    severity="error",
    remedy="build the deck again from this practice's own file, and look for the words that were typed by hand",
    origin="ours",
)
def other_practice(deck: DeckView) -> Iterator[Hit]:
    """Another practice's name in a deck tells the room that it was not made for them."""
    for text, owner in deck.known.strangers.items():
        pattern = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
        for slide, placed, found in search(deck, pattern):
            yield at(slide, placed, f"“{short(found)}” belongs to {owner}")


@rule(
    severity="warning",
    remedy="set the new date, or say that it has begun",
    origin="ours",
)
def date_past(deck: DeckView) -> Iterator[Hit]:
    """A start that lies in the past says that the deck is last year's."""
    for slide in deck.slides:
        for text, placed in texts_of(slide):
            for found in _DATE.finditer(text):
                try:
                    day = dt.date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"]))
                except ValueError:
                    continue
                line = text[: found.start()].rpartition("\n")[2]
                if day < deck.today and day not in deck.known.dates and _STARTS.search(line):
                    yield at(slide, placed, f"“{short(found[0])}” is past")


@rule(
    severity="warning",
    remedy="name who found it, when and where (“Germán 2020, urban pediatric primary care”)",
    origin="ours",
)
def evidence_bare(deck: DeckView) -> Iterator[Hit]:
    """A figure without source, year and setting claims more than anybody found."""
    for slide in deck.slides:
        found = _CLAIM.search(slide.text)
        if found and not _SOURCED.search(slide.text):
            yield slide.hit(f"“{short(found[0])}” has no source and no year")


@rule(
    severity="warning",
    remedy="take over what you need, on the slide before it or in your files; when both say the same, the next build takes it away. "
    "To keep the slide before it as it is, delete this one",
    origin="ours",
)
def compare_left(deck: DeckView) -> Iterator[Hit]:
    """A hidden slide that shows another version waits for a decision that nobody has made."""
    for slide in deck.slides:
        if slide.id.startswith(CONFLICT):
            yield slide.hit("waits to be compared with the slide before it")


RULES: tuple[Rule[DeckView], ...] = (
    blank_left,
    filler_left,
    compare_left,
    prompt_left,
    other_practice,
    date_past,
    evidence_bare,
)

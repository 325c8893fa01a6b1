"""Rules on words: links, leftovers, people, another practice's words.

In: a `DeckView`. Out: hits. Must not know how a slide looks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from whp_deck.checks.deck_view import DeckView, SlideView, listed, short, text_of
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.errors import Severity
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sheets import Placed
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.xml import R_ID, a, attribute

_EMPTY_LINK = re.compile(
    r"(please )?(click|press|tap|go)( here| this)?|here|this|link|(this |the )?(link|page|website|web site|site|video)|"
    r"(read |learn |see |find out |view )?more( info(rmation)?| details)?|details|info|download|hier( klicken)?",
    re.IGNORECASE,
)
_EXPRESSION = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{\{|<<[A-Z_ ]{3,}>>|\[(insert|practice name|tbd|xx+)[^\]]{0,40}\]",
    re.IGNORECASE,
)
# in a script for a role play people say their own name there
_PERHAPS_BLANK = re.compile(r"\[(your|name of|date)\b[^\]]{0,40}\]", re.IGNORECASE)
_FILLER = re.compile(r"lorem ipsum|dolor sit amet|consectetu\w+ adipisc|sample text goes here", re.IGNORECASE)
_PROMPT = re.compile(
    r"click (icon )?to (add|edit)( the| master| a)? ?(title|text|subtitle|notes|picture|chart|table|media|content|outline)?( styles?| text)?|"
    r"(double[- ]?)?click to add|titel durch klicken hinzufügen",
    re.IGNORECASE,
)
_LEVELS = frozenset({"second level", "third level"})  # a master's sample text; one of them alone may be a heading
# 45 CFR 164.514(b)(2)(i): what of the 18 identifiers can be known by its form
_IDENTIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a social security number", re.compile(r"\b(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b")),
    ("a date of birth", re.compile(r"\b(d\.?o\.?b\.?|date of birth|born( on)?)\b[^\n]{0,12}?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", re.IGNORECASE)),
    ("a date of birth", re.compile(r"\b(d\.?o\.?b\.?|date of birth|born on)\b[^\n]{0,6}?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2},? \d{4}", re.IGNORECASE)),
    ("a record number", re.compile(r"\b(mrn|medical record( number| no\.?| #)?|chart (number|no\.?|#)|patient id|account (number|no\.?|#)|member id|medicare (number|id)|beneficiary (number|id))\W{0,3}#?[A-Z]{0,3}\d[\w-]{3,}", re.IGNORECASE)),
    ("an age over 89", re.compile(r"\b(9\d|1[01]\d)[- ]?years?[- ]?old\b|\baged? (9\d|1[01]\d)\b(?!\s*(%|\+|percent|(and|or) (over|older|above|more)))|\b(9\d|1[01]\d)[- ]?y/?o\b", re.IGNORECASE)),
    ("a device or vehicle number", re.compile(r"\b(serial (number|no\.?|#)|vin|license plate)\W{0,3}[A-Z0-9][A-Z0-9-]{5,}", re.IGNORECASE)),
)  # fmt: skip
# these are a practice's own on most decks, and a patient's only where the text is about one
_ABOUT_ONE = re.compile(r"\b(mr\.|mrs\.|ms\.|year[- ]old\b)", re.IGNORECASE)
_ABOUT_PATIENT = re.compile(r"\b(patients?\b|mr\.|mrs\.|ms\.|year[- ]old\b|diagnos)", re.IGNORECASE)
_ADDRESS_OF_MACHINE = re.compile(
    r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])"
)  # or a version
_CONTACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a telephone number", re.compile(r"(?<![\d-])(\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\d-])")),
    ("an e-mail address", re.compile(r"\b[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE)),
    ("a street address", re.compile(r"\b\d{1,5} (?:[A-Z][a-z]+ ){1,3}(Street|St\.|Avenue|Ave\.|Road|Rd\.|Lane|Ln\.|Drive|Boulevard|Blvd\.)(?=\W|$)")),
)  # fmt: skip
_AS_PATIENT = r"(patient|mr\.|mrs\.|ms\.|client)\W{{0,3}}(\w+\W+)?{name}\b"
_DATE = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)[\s\u00a0]"
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
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@rule(
    severity="error",
    remedy="say where it leads: “AHRQ's page on the handoff”",
    origin="HHS checklist; WCAG 2.4.4; Microsoft's checker",
)
def link_text_empty(deck: DeckView) -> Iterator[Hit]:
    """Who goes from link to link hears only their words."""
    for slide in deck.slides:
        for placed, text, _ in links_of(slide):
            if _EMPTY_LINK.fullmatch(text.strip(" .:>»→…")):
                yield slide.hit(f"a link says only “{short(text)}”", placed)


@rule(
    severity="error",
    remedy="give each link words of its own",
    origin="HHS checklist; WCAG 2.4.4",
)
def link_text_repeated(deck: DeckView) -> Iterator[Hit]:
    """Links with the same words that lead to different places cannot be told apart."""
    for slide in deck.slides:
        targets: dict[str, set[str]] = {}
        for _, text, target in links_of(slide):
            if len(text.strip()) > 1 and target and not _EMPTY_LINK.fullmatch(text.strip(" .:>»→…")):
                targets.setdefault(text.strip().casefold(), set()).add(target.rstrip("/"))
        for text, found in targets.items():
            if len(found) > 1:
                yield slide.hit(f"{len(found)} links to different places say “{short(text)}”")


@rule(
    severity="error",
    remedy="remove the link, or let it lead to a slide that is there",
    origin="ours; WCAG 2.4.4",
)
def jump_broken(deck: DeckView) -> Iterator[Hit]:
    """A jump to a slide that was deleted or hidden leads nowhere in the middle of the meeting."""
    present = {one.part: one.root for one in deck.slides}
    listed_parts = set(slide_parts(deck.package).values())
    for slide in deck.slides:
        relationships = relationships_of(slide.part)
        for placed in slide.shapes:
            for link in placed.shape.iter(a("hlinkClick"), a("hlinkHover"), a("hlinkMouseOver")):
                action, r_id = attribute(link, "action"), attribute(link, R_ID)
                if "hlinksldjump" not in action:
                    continue
                found = relationships.find(r_id)
                target = None if found is None or found.is_external else found.target_part
                if target is None or target not in listed_parts:
                    yield slide.hit(f"a jump in “{placed.name}” leads to a slide that is not there", placed)
                elif (
                    present.get(target) is not None
                    and present[target].get("show") in ("0", "false")
                    and not slide.is_hidden
                ):
                    yield slide.hit(f"a jump in “{placed.name}” leads to a hidden slide", placed, severity="warning")


def links_of(slide: SlideView) -> Iterator[tuple[Placed, str, str]]:
    """Shape, words and address of every link of a text; runs of one link that follow each other are one."""
    relationships = relationships_of(slide.part)
    for placed in slide.shapes:
        for paragraph in placed.shape.iter(a("p")):
            words, before = "", ""
            for run in (*paragraph.iterchildren(a("r"), a("fld")), None):
                link = None if run is None else next(run.iter(a("hlinkClick")), None)
                r_id = "" if link is None else attribute(link, R_ID)
                if r_id != before and before:
                    found = relationships.find(before)
                    if found is not None and found.reltype == RT.HYPERLINK and words.strip():
                        yield placed, words, found.target_ref
                words = words if r_id == before else ""
                words += "" if run is None or not r_id else run.findtext(a("t")) or ""
                before = r_id


def texts_of(slide: SlideView) -> Iterator[tuple[str, Placed | None]]:
    """Every text of a slide with its shape, and its notes."""
    for placed in slide.shapes:
        if text := text_of(placed):
            yield text, placed
    if slide.notes:
        yield slide.notes, None


def _search(deck: DeckView, pattern: re.Pattern[str]) -> Iterator[tuple[SlideView, Placed | None, str]]:
    for slide in deck.slides:
        for text, placed in texts_of(slide):
            if found := pattern.search(text):
                yield slide, placed, found[0]


def _by_slide(deck: DeckView, pattern: re.Pattern[str]) -> Iterator[tuple[SlideView, list[tuple[Placed | None, str]]]]:
    """The slides with such a text, each with its shapes and what was found in them."""
    for slide, found in groupby(_search(deck, pattern), key=lambda one: one[0]):
        yield slide, [(placed, text) for _, placed, text in found]


def _at_all(
    slide: SlideView, found: Sequence[tuple[Placed | None, str]], one: str, more: str, severity: Severity | None = None
) -> Hit:
    texts = list(dict.fromkeys(text for _, text in found))
    notes = ", in the notes" if all(placed is None for placed, _ in found) else ""
    shapes = [placed for placed, _ in found if placed is not None]
    return slide.hit(f"{listed(texts)} {one if len(texts) == 1 else more}{notes}", *shapes, severity=severity)


def _at(slide: SlideView, placed: Placed | None, message: str, severity: Severity | None = None) -> Hit:
    if placed is None:
        return slide.hit(f"{message}, in the notes", severity=severity)
    return slide.hit(message, placed, severity=severity)


@rule(
    severity="error",
    remedy="fill in what is missing",
    origin="HHS checklist; ours",
)
def blank_left(deck: DeckView) -> Iterator[Hit]:
    """A blank that nobody filled in shows the room that nobody looked."""
    for slide, found in _by_slide(deck, _EXPRESSION):
        yield _at_all(slide, found, "was never filled in", "were never filled in")
    for slide, found in _by_slide(deck, _PERHAPS_BLANK):
        yield _at_all(slide, found, "may be a blank that is left", "may be blanks that are left", severity="warning")


@rule(
    severity="error",
    remedy="write what is meant, or delete it",
    origin="ours",
)
def filler_left(deck: DeckView) -> Iterator[Hit]:
    """Filler text says that the slide is not finished."""
    for slide, found in _by_slide(deck, _FILLER):
        yield _at_all(slide, found, "is filler text", "are filler text")


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
                yield _at(slide, placed, f"“{short(found[0])}” is a prompt")


@rule(
    severity="error",
    remedy="take it out, or write “made up” figures that are nobody's: no dates, numbers or places of real people",
    origin="HIPAA, 45 CFR 164.514(b)(2): the 18 identifiers",
)
def identifier(deck: DeckView) -> Iterator[Hit]:
    """What can lead to a real patient may not be in training material."""
    for slide in deck.slides:
        for text, placed in texts_of(slide):
            for what, pattern in _IDENTIFIERS:
                if found := pattern.search(text):
                    yield _at(slide, placed, f"“{short(found[0])}” looks like {what}")
                    break
            for what, pattern in _CONTACTS:
                for line in text.split("\n"):
                    if (found := pattern.search(line)) and _ABOUT_PATIENT.search(line) and not _is_ours(deck, found[0]):
                        message = f"“{short(found[0])}” looks like {what} of a patient"
                        yield _at(slide, placed, message, None if _ABOUT_ONE.search(line) else "warning")
            if found := _ADDRESS_OF_MACHINE.search(text):
                yield _at(slide, placed, f"“{short(found[0])}” looks like an internet protocol address", "warning")


def _is_ours(deck: DeckView, text: str) -> bool:
    return any(text in contact for contact in deck.known.people)


@rule(
    severity="warning",
    remedy="give the patient of the scene a name that nobody on the team has",
    origin="ours: who plays a patient of one's own name is no longer playing",
)
def staff_as_patient(deck: DeckView) -> Iterator[Hit]:
    """A patient with a colleague's name makes people laugh, or wonder whose story it is."""
    for slide in deck.slides:
        for name in deck.known.people:
            last = re.escape(name.split()[-1])
            if len(last) < 3 or "@" in last:
                continue
            pattern = re.compile(_AS_PATIENT.format(name=last), re.IGNORECASE)
            for text, placed in texts_of(slide):
                if found := pattern.search(text):
                    yield _at(slide, placed, f"“{short(found[0])}” has the name of {name}")
                    break


@rule(
    severity="error",
    remedy="build the deck again from this practice's own file, and look for the words that were typed by hand",
    origin="ours",
)
def other_practice(deck: DeckView) -> Iterator[Hit]:
    """Another practice's name in a deck tells the room that it was not made for them."""
    for text, owner in deck.known.strangers.items():
        pattern = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
        for slide, placed, found in _search(deck, pattern):
            yield _at(slide, placed, f"“{short(found)}” belongs to {owner}")


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
                    day = dt.date(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"]))
                except ValueError:
                    continue
                line = text[: found.start()].rpartition("\n")[2]
                if day < deck.today and day not in deck.known.dates and _STARTS.search(line):
                    yield _at(slide, placed, f"“{short(found[0])}” is past")


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


RULES: tuple[Rule[DeckView], ...] = (
    link_text_empty,
    link_text_repeated,
    jump_broken,
    blank_left,
    filler_left,
    prompt_left,
    identifier,
    staff_as_patient,
    other_practice,
    date_past,
    evidence_bare,
)

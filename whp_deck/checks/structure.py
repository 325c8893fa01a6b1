"""Rules on how a deck is built: titles, placeholders, reading order, sections, language, name and properties.

In: a `DeckView`. Out: hits. Must not judge looks or words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import XmlPart

from whp_deck.checks.deck_view import DeckView, SlideView, is_decorative, is_described, tag_of, text_of
from whp_deck.checks.old_boxes import came_along, tell_once
from whp_deck.checks.quotes import listed, short
from whp_deck.checks.reading import has_words, reading_order
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.errors import command, counted
from whp_deck.office.bindings import kinds_of_slides
from whp_deck.office.looks import RunLook
from whp_deck.office.parts import element_of
from whp_deck.office.sections import read_sections
from whp_deck.office.sheets import Placed
from whp_deck.office.xml import a, parse_or_none

_MOST_LETTERS = 60  # of a file's name; the checklists say 20 to 30, a session's name and number need more
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EMPTY_NAME = re.compile(r"(presentation|untitled|deck|slides?|new|copy|test|document|file)[-_ ]?\d*", re.IGNORECASE)
_UNNAMED_SECTION = re.compile(r"(default|untitled) section( \(\d+\))?|section \d+", re.IGNORECASE)
_MANY_SLIDES = 10
_OF_OLD_BOXES = (
    "delete them in the old deck and build again, or leave them: they are shown, but Outline view leaves them out, and a "
    "screen reader mostly reads them last"
)
_SCRIPTS = {
    "Cyrillic": (re.compile(r"[\u0400-\u04ff]{3,}"), ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg")),
    "Greek": (re.compile(r"[\u0370-\u03ff]{3,}"), ("el",)),
    "Hebrew": (re.compile(r"[\u0590-\u05ff]{3,}"), ("he", "yi")),
    "Arabic": (re.compile(r"[\u0600-\u06ff]{3,}"), ("ar", "fa", "ur", "ps", "ug")),
    "Japanese": (re.compile(r"[\u3040-\u30ff]{2,}"), ("ja",)),
    "Korean": (re.compile(r"[\uac00-\ud7af]{2,}"), ("ko",)),
    "Chinese": (re.compile(r"[\u4e00-\u9fff]{2,}"), ("zh", "ja", "ko")),
}


@rule(
    severity="error",
    remedy="type the slide's point into its title placeholder (Home > Layout gives one to a slide that has none)",
    origin="HHS checklist; WCAG 2.4.2; Microsoft's checker",
)
def slide_title_missing(deck: DeckView) -> Iterator[Hit]:
    """Who listens to a deck finds slides by their titles."""
    for slide in deck.slides:
        if not slide.title:
            yield slide.hit("the slide has no title" if not slide.titles else "the title is empty", *slide.titles)


@rule(
    severity="error",
    remedy="say in each title what differs, or add “(2 of 3)”",
    origin="HHS checklist; Microsoft's checker (a tip there)",
)
def slide_title_repeated(deck: DeckView) -> Iterator[Hit]:
    """Slides with one title cannot be told apart by who only hears the titles."""
    first: dict[str, int] = {}
    for slide in deck.slides:
        key = slide.title.casefold()
        if key and key in first:
            message = f"the title “{short(slide.title)}” stands on slide {first[key]} too"
            yield slide.hit(message, *slide.titles[:1])
        elif key:
            first[key] = slide.number


@rule(
    severity="error",
    remedy="put the words into a placeholder of the layout, or group a drawing and give the group an alternative text",
    origin="HHS checklist; FDA checklist",
)
def text_outside_placeholders(deck: DeckView) -> Iterator[Hit]:
    """Text boxes are missing from Outline view, and are read in an order that nobody chose."""
    boxed: dict[str, list[int]] = {}
    old: list[tuple[SlideView, Placed]] = []
    for slide in deck.slides:
        loose = [
            one for one in slide.shapes
            if tag_of(one) == "sp" and one.ph is None and not is_described(one) and not is_decorative(one.shape)
            and has_words(one)
        ]  # fmt: skip
        ours = slide.our_boxes
        if any(one.name in ours for one in loose):
            boxed.setdefault(kinds_of_slides([slide.plan.layout] if slide.plan else []), []).append(slide.number)
        old += [(slide, one) for one in loose if came_along(slide, one)]
        loose = [one for one in loose if one.name not in ours and not came_along(slide, one)]
        if loose:
            yield slide.hit(f"{counted(len(loose), 'text')} in no placeholder: {listed(map(text_of, loose))}", *loose)
    if boxed:
        yield _told_once(deck, boxed)
    words = listed(text_of(one) for _, one in old)
    yield from tell_once(old, f"words of an old deck stand in text boxes: {words}", _OF_OLD_BOXES)


def _told_once(deck: DeckView, boxed: Mapping[str, Sequence[int]]) -> Hit:
    """What a template of somebody else has no place for is one matter for whoever keeps it, however many slides it is on."""
    template = deck.known.template
    file = "" if template is None else template.path.name
    slides = "; ".join(f"{kind} ({', '.join(map(str, numbers))})" for kind, numbers in boxed.items())
    count = counted(sum(map(len, boxed.values())), "slide")
    message = (
        f"on {count} some words stand in text boxes, which Outline view does not show, because {file} has no layout with "
        f"places for them: {slides}"
    )
    details = command("template inspect", Path() if template is None else template.path, "--details")
    remedy = (
        f"a note for whoever keeps the template; the slides can be shown as they are. {details} lists the layouts that it "
        "would need"
    )
    return Hit(message, severity="warning", remedy=remedy)


@rule(
    severity="error",
    remedy="set it: Review > Language > Set Proofing Language",
    origin="HHS checklist; WCAG 3.1.1, 3.1.2",
)
def language_missing(deck: DeckView) -> Iterator[Hit]:
    """A screen reader pronounces a text in the language that it is marked with."""
    for slide in deck.slides:
        without, foreign = [], []
        for run in slide.runs:
            language = run.language or slide.looks.language_of(run)
            script = next((name for name, (letters, _) in _SCRIPTS.items() if letters.search(run.text)), "")
            if not language:
                without.append(run)
            elif script and not language.lower().startswith(_SCRIPTS[script][1]) and not _has_east_asian(run.run):
                foreign.append((run, script, language))
        if without:
            yield slide.hit(f"{listed(one.text for one in without)} has no language", *_shapes(without))
        for run, script, language in foreign[:1]:
            yield slide.hit(f"“{short(run.text)}” is {script}, but marked as {language}", run.placed)


def _has_east_asian(run: etree._Element) -> bool:
    """PowerPoint marks Latin and East Asian letters of one run apart (`altLang`)."""
    properties = run.find(a("rPr"))
    return properties is not None and bool(properties.get("altLang"))


def _shapes(runs: list[RunLook]) -> list[Placed]:
    return list(dict.fromkeys(one.placed for one in runs))


@rule(
    severity="error",
    remedy="fill them in: File > Info > Properties > Advanced Properties",
    origin="HHS checklist; WCAG 2.4.2",
)
def properties_incomplete(deck: DeckView) -> Iterator[Hit]:
    """A file is announced by its title, and found by its subject and keywords."""
    found = core_properties(deck)
    title = found.get("title", "")
    needed = [name for name in ("title", "creator", "subject", "keywords", "language") if not found.get(name)]
    if title.casefold() in (
        "powerpoint presentation",
        "presentation title",
        "pptxgenjs presentation",
        "powerpoint-präsentation",
    ):
        needed.insert(0, "title")
    if needed:
        names = [{"creator": "author"}.get(name, name) for name in needed]
        yield Hit(
            f"the file's properties lack {' and '.join(names)}", severity=None if "title" in needed else "warning"
        )


def core_properties(deck: DeckView) -> dict[str, str]:
    """The core properties that hold a text, by their local names."""
    part = deck.package.relationships.first_of(RT.CORE_PROPERTIES)
    root = None if part is None else element_of(part) if isinstance(part, XmlPart) else parse_or_none(part.blob)
    children = () if root is None else (one for one in root if isinstance(one.tag, str))
    return {str(one.tag).rpartition("}")[2]: (one.text or "").strip() for one in children}


@rule(
    severity="error",
    remedy="rename it: letters, digits and hyphens, at most 60 of them, that say what is in it",
    origin="HHS checklist",
)
def file_name(deck: DeckView) -> Iterator[Hit]:
    """A name with spaces or signs breaks in links, and one that says nothing is opened for nothing."""
    stem = deck.stem
    if not _PLAIN_NAME.fullmatch(stem):
        yield Hit(f"the file's name “{stem}” has spaces or special characters")
    elif len(stem) > _MOST_LETTERS:
        yield Hit(f"the file's name has {len(stem)} characters")
    elif _EMPTY_NAME.fullmatch(stem):
        yield Hit(f"the file's name “{stem}” does not say what is in it")


@rule(
    severity="error",
    remedy="rename the section in the slide list: right click on its name",
    origin="Microsoft's checker; HHS checklist",
)
def section_names(deck: DeckView) -> Iterator[Hit]:
    """Sections help to find a slide only by names that say what is in them."""
    sections = [(name, ids) for name, ids in read_sections(deck.package) if ids]
    names = [name.strip() for name, _ in sections]
    for name, times in Counter(name.casefold() for name in names).items():
        if times > 1:
            yield Hit(f"{times} sections are called “{next(one for one in names if one.casefold() == name)}”")
    for name in names:
        if not name or (_UNNAMED_SECTION.fullmatch(name) and len(names) > 1):
            yield Hit(f"a section is called “{name}”")
    if not sections and len(deck.slides) > _MANY_SLIDES:
        message, remedy = (
            f"{len(deck.slides)} slides have no sections",
            "Home > Section > Add Section, one for each part",
        )
        yield Hit(message, severity="warning", remedy=remedy)


@rule(
    severity="warning",
    remedy="put the words on the slides themselves",
    origin="HHS checklist",
)
def text_on_master_only(deck: DeckView) -> Iterator[Hit]:
    """What stands only on the master or a layout is read by nobody, and cannot be selected."""
    seen: set[str] = set()
    for slide in deck.slides:
        loose = [text for one in slide.looks.sheet.behind if has_words(one) and len(text := text_of(one)) > 3]
        new = [text for text in loose if text not in seen and not _is_said(text, slide)]
        seen.update(loose)
        if new:
            yield slide.hit(f"only its layout or master says {listed(new)}")


def _is_said(text: str, slide: SlideView) -> bool:
    return " ".join(text.split()).casefold() in " ".join(slide.text.split()).casefold()


RULES: tuple[Rule[DeckView], ...] = (
    slide_title_missing,
    slide_title_repeated,
    text_outside_placeholders,
    reading_order,
    language_missing,
    properties_incomplete,
    file_name,
    section_names,
    text_on_master_only,
)

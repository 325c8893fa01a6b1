"""Rules on what is not text: pictures, charts, groups, movies, backgrounds, motion.

In: a `DeckView`. Out: hits. Must not judge what a picture shows: only a person can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whp_deck.checks.deck_view import (
    DeckView,
    SlideView,
    alt_of,
    graphic_kind,
    has_media,
    is_decorative,
    is_described,
    is_movie,
    is_service,
    kind_of,
    tag_of,
    text_of,
)
from whp_deck.checks.quotes import short
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.errors import counted
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import TITLES, properties_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sheets import Placed
from whp_deck.office.xml import P14_NS, R_EMBED, R_ID, R_LINK, Element, a, attribute, descend, p

_FILE_NAME = re.compile(r"^\S.*\.(png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp|heic|mp4|mov|wmv|pdf)$", re.IGNORECASE)
_GENERIC = re.compile(
    r"(an? |the )?(image|picture|photo|photograph|graphic|icon|logo|chart|graph|diagram|screenshot|video|table|group|"
    r"shape|object|alt(ernative)? text|bild|grafik|imagen)[\s_-]?\d*\.?",
    re.IGNORECASE,
)
_SAYS_DECORATION = re.compile(
    r"(purely )?(decorat\w+|ornament\w*|spacer|background( image)?)( image| picture| line)?\.?", re.IGNORECASE
)
_LONG_ALT = 150
_DRAWN = frozenset({"chart", "diagram", "ole", "chartex"})
_LARGE, _MANY = 0.3, 8
_EFFECTS = tuple(p(name) for name in ("anim", "animClr", "animEffect", "animMotion", "animRot", "animScale", "set"))
_TARGET = p("spTgt")


@rule(
    severity="error",
    remedy="right-click the picture, View Alt Text: say in a sentence what it shows, or mark it as decorative",
    origin="Section 508; WCAG 1.1.1; Microsoft's checker",
)
def alt_text_missing(deck: DeckView) -> Iterator[Hit]:
    """Who does not see a picture, chart, movie or drawing knows only what its alternative text says."""
    for slide in deck.slides:
        groups: set[Element] = set()
        for one in slide.shapes:
            if not _needs_alt(one) or alt_of(one.shape) or is_decorative(one.shape) or is_described(one):
                continue
            if one.groups:
                if one.groups[0] in groups:
                    continue
                groups.add(one.groups[0])
                properties = properties_of(one.groups[0])
                name = "" if properties is None else attribute(properties, "name")
                yield slide.hit(f"the group {_named(name)}with a {_what(one)} in it has no alternative text", one)
            else:
                yield slide.hit(f"the {_what(one)} {_named(one.name)}has no alternative text", one)


@rule(
    severity="error",
    remedy="say what the picture shows, in words that are no file name",
    origin="Section 508; Microsoft's checker",
)
def alt_text_empty(deck: DeckView) -> Iterator[Hit]:
    """A file name, or the word “image”, tells nobody what is to be seen."""
    for slide in deck.slides:
        for one in slide.shapes:
            text = alt_of(one.shape)
            if (
                _needs_alt(one)
                and not is_decorative(one.shape)
                and (_FILE_NAME.fullmatch(text) or _GENERIC.fullmatch(text))
            ):
                yield slide.hit(f"the alternative text of the {_what(one)} says only “{short(text)}”", one)


@rule(
    severity="warning",
    remedy="say the point in a sentence, and the rest on the slide or in the notes",
    origin="Microsoft's checker; WebAIM",
)
def alt_text_long(deck: DeckView) -> Iterator[Hit]:
    """A long alternative text is read in one breath, and cannot be read again from the middle."""
    for slide in deck.slides:
        for one in slide.shapes:
            text = alt_of(one.shape)
            if _needs_alt(one) and len(text) > _LONG_ALT:
                yield slide.hit(f"the alternative text of the {_what(one)} has {len(text)} characters", one)


@rule(
    severity="error",
    remedy="right click > Edit Alt Text > Mark as decorative; take the mark away from what carries meaning or a link",
    origin="Section 508; WCAG 1.1.1",
)
def decorative_mark(deck: DeckView) -> Iterator[Hit]:
    """Decoration is passed over only where it is marked, and so is what is marked by mistake."""
    for slide in deck.slides:
        for one in slide.shapes:
            if tag_of(one) not in ("pic", "graphicFrame") or is_described(one):
                continue
            marked, text = is_decorative(one.shape), alt_of(one.shape)
            properties = properties_of(one.shape)
            linked = properties is not None and any(
                attribute(link, R_ID) for link in properties.iterchildren(a("hlinkClick"))
            )
            if not marked and _SAYS_DECORATION.fullmatch(text):
                yield slide.hit(f"the {_what(one)} is called decoration but not marked as such", one)
            elif marked and (linked or has_media(one) or graphic_kind(one) in _DRAWN):
                yield slide.hit(f"the {_what(one)} is marked as decoration, but it carries a link or data", one)


@rule(
    severity="error",
    remedy="give the movie a captions file (Playback > Insert Captions takes a .vtt file)",
    origin="Section 508; WCAG 1.2.2",
)
def captions_missing(deck: DeckView) -> Iterator[Hit]:
    """Who does not hear a movie follows it by captions that run with it."""
    for slide in deck.slides:
        movies = [one for one in slide.shapes if is_movie(one)]
        for one in movies:
            media = next(one.shape.iter(f"{{{P14_NS}}}media"), None)
            embedded = media is not None and bool(attribute(media, R_EMBED))
            tracks = [] if media is None else [each for each in media.iter() if str(each.tag).endswith("}track")]
            if embedded and not tracks:
                which = f"the movie “{one.name}”" if len(movies) > 1 else "the movie"  # its name is its placeholder's
                yield slide.hit(f"{which} has no captions", one)


@rule(
    severity="warning",
    remedy="use a plain background of the Slide Master",
    origin="HHS checklist",
)
def background_picture(deck: DeckView) -> Iterator[Hit]:
    """Words on a picture are hard to read, and nobody can judge their contrast for every one of them."""
    for slide in deck.slides:
        if any(
            descend(element_of(one), p("cSld"), p("bg"), p("bgPr"), a("blipFill")) is not None
            for one in slide.looks.sheet.sources[:1]
        ):
            yield slide.hit("the slide's background is a picture")


@rule(
    severity="warning",
    remedy="say beside the picture, in a sentence, what it shows",
    origin="HHS checklist; WCAG 1.1.1",
)
def picture_alone(deck: DeckView) -> Iterator[Hit]:
    """A chart or large picture says nothing to whoever does not see it unless words stand next to it."""
    for slide in deck.slides:
        large = [
            one for one in slide.shapes if _is_large(one, slide) and not is_decorative(one.shape) and not has_media(one)
        ]
        said = [
            one for one in slide.shapes if kind_of(one) not in TITLES and not is_service(one) and text_of(one).strip()
        ]
        described = any(len(alt_of(one.shape)) >= 60 for one in large)
        if large and not said and not described and not slide.notes.strip():
            yield slide.hit(f"nothing but its title stands beside the {_what(large[0])}", *large[:1])


@rule(
    severity="warning",
    remedy="select the drawing's parts, group them (Ctrl+G), and give the group one alternative text",
    origin="HHS checklist; Microsoft's checker",
)
def drawing_not_grouped(deck: DeckView) -> Iterator[Hit]:
    """A drawing of many loose shapes is read shape by shape."""
    for slide in deck.slides:
        shapes = [
            one for one in slide.shapes
            if tag_of(one) in ("sp", "cxnSp") and one.ph is None and not one.groups
            and not _is_text_box(one) and not is_decorative(one.shape)
        ]  # fmt: skip
        if len(shapes) >= _MANY and any(tag_of(one) == "cxnSp" for one in shapes):
            yield slide.hit(f"{len(shapes)} shapes and lines of a drawing are not grouped", *shapes)


def _is_text_box(placed: Placed) -> bool:
    found = descend(placed.shape, p("nvSpPr"), p("cNvSpPr"))
    return found is not None and attribute(found, "txBox") == "1"


@rule(
    severity="error",
    remedy="Transitions > Advance Slide: On Mouse Click alone",
    origin="HHS checklist; WCAG 2.2.1",
)
def advances_by_itself(deck: DeckView) -> Iterator[Hit]:
    """A slide that goes on by itself leaves behind who reads slowly."""
    for slide in deck.slides:
        times = {attribute(one, "advTm") for one in slide.root.iter(p("transition")) if one.get("advTm")}
        if times:
            yield slide.hit(f"the slide goes on by itself after {max(int(time) for time in times) / 1000:g} seconds")


@rule(
    severity="error",
    remedy="Animations > None for the texts; show the points one after the other on two slides instead",
    origin="HHS checklist; WCAG 2.2.2, 2.3.1",
)
def text_moves(deck: DeckView) -> Iterator[Hit]:
    """Text that flies in or blinks is missed by some, read late by screen readers, and can make people ill."""
    for slide in deck.slides:
        timing = slide.root.find(p("timing"))
        moved = set() if timing is None else set(_animated(timing))
        shapes = [one for one in slide.shapes if text_of(one).strip() and _number_of(one.shape) in moved]
        grouped = [
            one for one in slide.shapes if one.groups and any(_number_of(group) in moved for group in one.groups)
        ]
        shapes += [one for one in grouped if text_of(one).strip() and one not in shapes]
        if shapes:
            yield slide.hit(f"{counted(len(shapes), 'text is', 'texts are')} animated", *shapes)


def _animated(timing: Element) -> Iterator[str]:
    """Ids of the shapes that an effect changes; playing a movie is none."""
    for effect in timing.iter(*_EFFECTS):
        for target in effect.iter(_TARGET):
            yield attribute(target, "spid")


def _number_of(shape: Element) -> str:
    properties = properties_of(shape)
    return "" if properties is None else attribute(properties, "id")


@rule(
    severity="error",
    remedy="use a still picture, or a movie that people start themselves",
    origin="WCAG 2.2.2, 2.3.1",
)
def picture_blinks(deck: DeckView) -> Iterator[Hit]:
    """A picture that moves without end takes the eye from the words, and one that flashes can start a seizure."""
    for slide in deck.slides:
        for one in slide.shapes:
            blip = next(one.shape.iter(a("blip")), None)
            relationship = (
                None
                if blip is None
                else relationships_of(slide.part).find(attribute(blip, R_EMBED) or attribute(blip, R_LINK))
            )
            if relationship is None or relationship.is_external:
                continue
            part = relationship.target_part
            if part.content_type == "image/gif" and part.blob.count(b"\x21\xf9\x04") > 1:
                yield slide.hit(f"the picture “{one.name}” is an animated GIF", one)


def _named(name: str) -> str:
    return f"“{name}” " if name.strip() else ""


def _needs_alt(placed: Placed) -> bool:
    return tag_of(placed) == "pic" or (tag_of(placed) == "graphicFrame" and graphic_kind(placed) in _DRAWN)


def _what(placed: Placed) -> str:
    if tag_of(placed) == "pic":
        return "movie" if is_movie(placed) else "picture"
    return {"diagram": "SmartArt", "chart": "chart", "chartex": "chart", "ole": "object"}.get(
        graphic_kind(placed), "drawing"
    )


def _is_large(placed: Placed, slide: SlideView) -> bool:
    if not _needs_alt(placed) or placed.box is None:
        return False
    size = slide.looks.sheet.size
    return placed.box.width * placed.box.height >= _LARGE * size.width * size.height


RULES: tuple[Rule[DeckView], ...] = (
    alt_text_missing,
    alt_text_empty,
    alt_text_long,
    decorative_mark,
    captions_missing,
    background_picture,
    picture_alone,
    drawing_not_grouped,
    advances_by_itself,
    text_moves,
    picture_blinks,
)

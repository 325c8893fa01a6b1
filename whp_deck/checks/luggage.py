"""Rules on what a file carries that nobody sees: comments, earlier texts, names, places, other files.

In: a `DeckView`. Out: hits. Must not look for facilitator-only text (`checks.leaks` does).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from urllib.parse import unquote

from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from whp_deck.checks.deck_view import DeckView, is_movie
from whp_deck.checks.quotes import listed
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.checks.structure import core_properties
from whp_deck.errors import counted
from whp_deck.office.media import MEDIA_REL
from whp_deck.office.relationships import relationships_of

_REVISIONS = ("/changesInfo", "/revisionInfo", "slideUpdateInfo")
_COMMENT_ELEMENTS = re.compile(rb"<(?:\w+:)?cm[ >]")
_PERSON = re.compile(r"[A-Z][\w'’.-]+,? (?:[A-Z]\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?")
_NO_PERSON = re.compile(
    r"\b(clinic|practice|family|medicine|medical|health|center|centre|hospital|group|associates|agency|department|"
    r"university|institute|association|network|inc|llc|ltd|office|care|team|services?|user|corporation|gmbh|"
    r"microsoft|google|libreoffice|apache|python|pptx\w*)\b",
    re.IGNORECASE,
)
_GPS, _CAMERA = 0x8825, (0x010F, 0x0110, 0x013B, 0x9003, 0x927C)  # EXIF 2.32: GPS IFD; make, model, artist, date, notes
_LOCAL = re.compile(r"^(file:|[A-Za-z]:[\\/]|\\\\|//)")
_ON_DEMAND = (RT.HYPERLINK, RT.VIDEO, RT.AUDIO, MEDIA_REL)
_BESIDE = "copy `{folder}`, which `build` wrote, beside this file, and send both together; or `mode: file` puts the movie inside"
_WITH_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+:")


@rule(
    severity="error",
    remedy="delete them: Review > Delete > Delete All Comments in This Presentation",
    origin="HHS checklist",
)
def comments_left(deck: DeckView) -> Iterator[Hit]:
    """Comments go wherever the file goes, with the names of those who wrote them."""
    held = {part for part in deck.parts if "/comments/" in part.partname and _COMMENT_ELEMENTS.search(part.blob)}
    for slide in deck.slides:
        targets = {one.target_part for one in relationships_of(slide.part).values() if not one.is_external}
        if held & targets:
            yield slide.hit("the slide has comments")


@rule(
    severity="warning",
    remedy="File > Info > Check for Issues > Inspect Document takes it out",
    origin="HHS checklist; ours",
)
def revisions_left(deck: DeckView) -> Iterator[Hit]:
    """The record of changes keeps words that were deleted."""
    found = [part.partname for part in deck.parts if any(word in part.partname for word in _REVISIONS)]
    if found:
        yield Hit(f"the file keeps a record of changes ({listed(str(name).rpartition('/')[2] for name in found)})")


@rule(
    severity="warning",
    remedy="File > Info > Check for Issues > Inspect Document takes it out; then name the organization as author",
    origin="HHS checklist (author = organization); ours",
)
def author_is_person(deck: DeckView) -> Iterator[Hit]:
    """A person's name in the properties travels with the file and stays when the person has left."""
    found = core_properties(deck)
    for field, name in (("creator", "author"), ("lastModifiedBy", "last saved by")):
        text = found.get(field, "")
        if text != deck.known.practice and _PERSON.fullmatch(text) and not _NO_PERSON.search(text):
            yield Hit(f"the properties name a person: {name} “{text}”")


@rule(
    severity="warning",
    remedy="save the picture without its data (Picture Format > Compress Pictures, or any program's “export for web”)",
    origin="ours; HIPAA's list of identifiers (photographs, places)",
)
def picture_metadata(deck: DeckView) -> Iterator[Hit]:
    """A photo keeps when, with which camera and often at which place it was taken."""
    from PIL import Image, UnidentifiedImageError

    users = {
        one.target_part: slide
        for slide in reversed(deck.slides)
        for one in relationships_of(slide.part).values()
        if not one.is_external and one.reltype == RT.IMAGE
    }
    for part in deck.parts:
        if (
            part.content_type not in ("image/jpeg", "image/tiff", "image/png", "image/webp")
            or b"Exif" not in part.blob[:65536]
        ):
            continue
        try:
            with Image.open(io.BytesIO(part.blob)) as picture:
                exif = picture.getexif()
                tags = set(exif) | set(exif.get_ifd(0x8769))
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            continue
        name = str(part.partname).rpartition("/")[2]
        slide = users.get(part)
        if exif.get_ifd(_GPS):
            message = f"the photo {name} keeps the place where it was taken"
            yield Hit(message, severity="error") if slide is None else slide.hit(message, severity="error")
        elif tags & set(_CAMERA):
            message = f"the photo {name} keeps its camera or its date"
            yield Hit(message) if slide is None else slide.hit(message)


@rule(
    severity="error",
    remedy="embed the picture or workbook (File > Info > Edit Links to Files > Break Link)",
    origin="ours",
)
def file_outside(deck: DeckView) -> Iterator[Hit]:
    """What lies in another file is missing on every other computer, and its path names people and servers."""
    for slide in deck.slides:
        told: set[str] = set()  # a linked movie is named twice, for older programs and for newer ones
        for one in relationships_of(slide.part).values():
            if not one.is_external:
                yield from _inside(one.target_part, slide) if one.reltype == RT.CHART else ()
                continue
            target = one.target_ref
            kind = one.reltype.rpartition("/")[2]
            if (one.reltype in _ON_DEMAND or kind == "media") and not _LOCAL.match(target):
                if _is_missing_beside(deck, one.reltype, target) and target not in told:
                    yield slide.hit(
                        f"the movie is not where the slide looks for it, beside the deck: {unquote(target)}",
                        remedy=_BESIDE.format(folder=unquote(target).rpartition("/")[0] or unquote(target)),
                    )
                    told.add(target)
                continue
            if target in told:
                continue
            told.add(target)
            if one.reltype == RT.HYPERLINK:
                yield slide.hit(
                    f"a link leads to a file on somebody's computer: {target}",
                    remedy="take the link out (right-click it > Remove Link), or link to a web page that all can open",
                )
            elif one.reltype not in _ON_DEMAND or not any(is_movie(each) for each in slide.shapes):
                yield slide.hit(f"{kind} is not in the file but at {target}")
            else:
                remedy = "put the movie into the deck: Insert > Video > This Device, or `mode: file`"
                yield slide.hit(f"the movie is not in the file but at {target}", severity="warning", remedy=remedy)


def _is_missing_beside(deck: DeckView, kind: str, target: str) -> bool:
    """Whether a movie that is linked by a path beside the deck is not there."""
    if deck.path is None or kind == RT.HYPERLINK or _WITH_SCHEME.match(target):
        return False
    return not (deck.path.parent / unquote(target)).is_file()


def _inside(part: object, slide: object) -> Iterator[Hit]:
    for one in relationships_of(part).values():  # type: ignore[arg-type]
        if one.is_external:
            yield slide.hit(f"a chart's workbook is not in the file but at {one.target_ref}")  # type: ignore[attr-defined]


@rule(
    severity="warning",
    remedy="paste it as a picture, or keep it only if everybody may read the whole workbook",
    origin="ours",
)
def object_embedded(deck: DeckView) -> Iterator[Hit]:
    """An embedded workbook or document holds all of its sheets and pages, not just what the slide shows."""
    for slide in deck.slides:
        kinds = (RT.PACKAGE, RT.OLE_OBJECT)
        found = [
            one.target_part
            for one in relationships_of(slide.part).values()
            if not one.is_external and one.reltype in kinds
        ]
        if found:
            yield slide.hit(counted(len(found), "embedded object"))


RULES: tuple[Rule[DeckView], ...] = (
    comments_left,
    revisions_left,
    author_is_person,
    picture_metadata,
    file_outside,
    object_embedded,
)

"""What a presentation holds, before any of its slides is used: ids, titles, notes, media, fonts, and what leads
outside.

In: the path of a .pptx or .potx. Out: `DeckFacts`. Must not change, copy or judge anything.

A slide's id is made from its title, so that it stays the same when slides are moved; see `slide_ids`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.parts.slide import NotesMasterPart, SlideLayoutPart, SlideMasterPart, SlidePart

from whp_deck.errors import InvalidDeckError, Problem, Source, TemplateError
from whp_deck.office.copy_layouts import layout_name
from whp_deck.office.feet import Foot, feet_of
from whp_deck.office.notes import notes_body_of
from whp_deck.office.package import Package, open_package
from whp_deck.office.part_copy import MEDIA, short
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import TEXTS, TITLES, placeholder_of, shapes_of
from whp_deck.office.references import LINKS, is_local, root_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sections import read_sections
from whp_deck.office.slide_contents import service_words, what_it_holds
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.soundness import refuse_unreadable
from whp_deck.office.text import text_of, title_of
from whp_deck.office.xml import Element, a, attribute, p
from whp_deck.plan import DeckFacts, SlideFacts, plain_letters

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_PICTURES = frozenset({"image", "hdphoto"})
_LONGEST_ID = 48
_TAKEN = frozenset({"title", "agenda", "recap", "closing"})  # frames of a session have these ids


def read_deck_facts(path: Path, source: Source | None = None) -> DeckFacts:
    """The facts of the presentation at `path`; `source` is where an author names it.

    Raises InvalidDeckError when it cannot be opened, with the reason in plain words.
    """
    try:
        package = open_package(path)
        refuse_unreadable(package)
        return facts_of(package)
    except TemplateError as error:
        message = f"the presentation `{path.name}` {error.reason}"
        raise InvalidDeckError([Problem("import-unreadable", message, error.hint, source)]) from error


def facts_of(package: Package) -> DeckFacts:
    """The facts of an open presentation."""
    parts = slide_parts(package)
    titles = [title_of(element_of(part)) for part in parts.values()]
    sections = {slide_id: name for name, ids in read_sections(package) for slide_id in ids}
    numbers: dict[Part, int] = {part: number for number, part in enumerate(parts.values(), 1)}
    feet = feet_of(package)
    slides = [
        _slide(id, title, part, sections.get(slide_id, ""), numbers, feet[numbers[part] - 1], package.path.parent)
        for id, title, (slide_id, part) in zip(slide_ids(titles), titles, parts.items(), strict=True)
    ]
    size = element_of(package.deck).find(p("sldSz"))
    width, height = (0, 0) if size is None else (int(size.get("cx", "0")), int(size.get("cy", "0")))
    return DeckFacts(tuple(slides), width, height, tuple(sorted(_theme_fonts(package))))


def slide_ids(titles: Iterable[str]) -> list[str]:
    """An id for each title: its words in lower case, joined by hyphens; `-2` for a title that comes again, `slide-4`
    for a slide without one."""
    ids: dict[str, None] = {}
    for number, title in enumerate(titles, 1):
        words = "-".join(re.findall(r"[a-z0-9]+", re.sub("['’]", "", plain_letters(title))))
        id = words if len(words) <= _LONGEST_ID else words[: _LONGEST_ID + 1].rpartition("-")[0] or words[:_LONGEST_ID]
        id = f"{id}-slide" if id in _TAKEN else id or f"slide-{number}"
        count, unique = 1, id
        while unique in ids:
            count += 1
            unique = f"{id}-{count}"
        ids[unique] = None
    return list(ids)


def _slide(
    id: str,
    title: str,
    part: SlidePart,
    section: str,
    numbers: Mapping[Part, int],
    feet: tuple[Foot, ...],
    folder: Path,
) -> SlideFacts:
    root = element_of(part)
    layout = relationships_of(part).first_of(RT.SLIDE_LAYOUT)
    notes = relationships_of(part).first_of(RT.NOTES_SLIDE)
    body = None if notes is None else notes_body_of(element_of(notes))
    lines = [] if body is None else [" ".join(line.split()) for line in text_of(body).splitlines()]
    owned = list(_owned(part))
    played = list(dict.fromkeys(_plays(owned)))
    found = [target for target in played if _is_beside(target, folder)]
    return SlideFacts(
        number=numbers[part],
        id=id,
        title=title,
        notes=tuple(line for line in lines if line),
        hidden=root.get("show") in ("0", "false"),
        layout="" if layout is None else layout_name(layout),
        section=section,
        slots=_slots(root),
        media=tuple(dict.fromkeys(_media(owned))),
        fonts=tuple(sorted({one for name in root.iter(a("latin")) if (one := attribute(name, "typeface"))[:1] != "+"})),
        links=tuple(sorted({numbers[one] for one in _linked(owned) if one in numbers})),
        outside=tuple(dict.fromkeys(_outside(owned))),
        left_behind=tuple(dict.fromkeys(_left_behind(owned))),
        footer=service_words(root, "ftr"),
        date=service_words(root, "dt"),
        foot=tuple(one.text for one in feet),
        foot_lines=tuple(one.text for one in feet if one.repeated),
        holds=tuple(what_it_holds(root)),
        plays=tuple(found),
        lacks=tuple(target for target in played if target not in found),
    )


def _slots(root: Element) -> tuple[str, ...]:
    """Which texts of the slide can be changed: those in placeholders."""
    kinds = {
        attribute(ph, "type", "obj")
        for shape in shapes_of(root)
        if shape.tag == p("sp") and (ph := placeholder_of(shape)) is not None
    }
    return (*(["title"] if kinds & TITLES else []), *(["body"] if kinds & TEXTS else []))


def _owned(part: Part) -> Iterator[Part]:
    """The slide and what belongs to it alone; other slides, layouts and masters do not."""
    seen, waiting = {part}, [part]
    while waiting:
        current = waiting.pop()
        yield current
        for one in relationships_of(current).values():
            if one.is_external or one.target_part in seen:
                continue
            if isinstance(one.target_part, SlidePart | SlideLayoutPart | SlideMasterPart | NotesMasterPart):
                continue
            seen.add(one.target_part)
            waiting.append(one.target_part)


def _linked(parts: Sequence[Part]) -> Iterator[Part]:
    """The other slides that links on a slide lead to."""
    for part in parts:
        for one in relationships_of(part).values():
            if one.reltype == RT.SLIDE and not one.is_external and one.target_part is not parts[0]:
                yield one.target_part


def _media(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        for one in relationships_of(part).values():
            if short(one.reltype) in MEDIA and not one.is_external:
                yield one.target_part.partname.rpartition("/")[2]


def _outside(parts: Iterable[Part]) -> Iterator[str]:
    """What a slide fetches from elsewhere, or tells about somebody's computer: a sentence for each."""
    for part in parts:
        for one in relationships_of(part).values():
            if not one.is_external:
                continue
            kind, target = short(one.reltype), one.target_ref
            local = is_local(target)
            if kind == "hyperlink":
                if local:
                    yield f"a link leads to a file on somebody's computer or network: {target}"
            elif kind in MEDIA and kind not in _PICTURES and _beside(target):
                continue  # `_plays` names it
            elif kind in MEDIA:
                what = "picture" if kind in _PICTURES else "movie or sound"
                where = "a file on somebody's computer or network" if local else "the internet"
                yield f"a {what} is fetched from {where} each time the slide is shown: {target}"
            elif kind in ("oleObject", "package", "externalLink"):
                yield f"data are linked to another file: {target}"


def _beside(target: str) -> bool:
    """Whether a linked file is looked for beside the deck: its address names neither a computer nor the internet."""
    return not is_local(target) and _SCHEME.match(target) is None


def _is_beside(target: str, folder: Path) -> bool:
    """Whether the file is there, in the deck's folder or one inside it: nobody's deck may name any other for us to copy."""
    path = PurePosixPath(target.replace("\\", "/"))
    return ".." not in path.parts and (folder / path).is_file()


def _plays(parts: Iterable[Part]) -> Iterator[str]:
    """The movies beside the deck that the slide plays, as it names them: `old-media/clip.mp4`."""
    for part in parts:
        for one in relationships_of(part).values():
            kind = short(one.reltype)
            if one.is_external and kind in MEDIA and kind not in _PICTURES and _beside(one.target_ref):
                yield unquote(one.target_ref)


def _left_behind(parts: Iterable[Part]) -> Iterator[str]:
    """What an import does not take along."""
    for part in parts:
        for one in relationships_of(part).values():
            kind = short(one.reltype)
            if kind.startswith("comment"):
                yield "comments"
            elif kind in ("webextension", "vbaProject"):
                yield "an add-in" if kind == "webextension" else "a macro"
        root = root_of(part) if isinstance(part, SlidePart) else None
        for link in () if root is None else root.iter(*LINKS):
            if attribute(link, "action").startswith(("ppaction://macro", "ppaction://program")):
                yield "a button that runs a program"


def _theme_fonts(package: Package) -> set[str]:
    found: set[str] = set()
    for one in relationships_of(package.deck).values():
        if one.reltype != RT.SLIDE_MASTER or one.is_external:
            continue
        theme = relationships_of(one.target_part).first_of(RT.THEME)
        root = None if theme is None else root_of(theme)
        for name in ("majorFont", "minorFont") if root is not None else ():
            for latin in root.iterfind(f".//{a(name)}/{a('latin')}") if root is not None else ():
                found.add(attribute(latin, "typeface"))
    return found - {""}

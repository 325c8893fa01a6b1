"""Slides of existing presentations in a session: kept in place, or copied in; with new words where the plan has some.

In: the session's `CopiedSlide`s, the package under construction, the opened presentations that they come from. Out: the
slides in the package, and their ids by the ids of the plan. Must not decide which slides are wanted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pptx.parts.slide import SlidePart

from whp_deck.errors import RenderError
from whp_deck.office.feet import Foot, drop_feet, feet_of
from whp_deck.office.media import move_links
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.retext import replace_words, write_notes
from whp_deck.office.slide_list import delete_slides, drop_luggage, hide, slide_parts
from whp_deck.office.slides import SlideMaker
from whp_deck.office.stamp import forget_tag
from whp_deck.office.title_room import fit_titles
from whp_deck.office.xml import attribute, clean, p
from whp_deck.plan import CopiedSlide, NotePart, Notes, Paragraph, Run, Session

_SLOTS: tuple[Literal["title", "body"], ...] = ("title", "body")


def keep_slides(package: Package, session: Session) -> dict[str, int]:
    """Leave of the presentation that a deck starts from the slides that this session shows, under the plan's ids."""
    there = list(slide_parts(package))
    ids = {slide.id: there[slide.number - 1] for slide in _copied(session) if slide.look == "stay"}
    kept = set(ids.values())
    delete_slides(package, [slide_id for slide_id in there if slide_id not in kept])
    drop_luggage(package)
    names = {slide_id: id for id, slide_id in ids.items()}
    for slide_id, part in slide_parts(package).items():
        forget_tag(part)
        common = element_of(part).find(p("cSld"))
        if common is not None:
            common.set("name", clean(names[slide_id]))
    return ids


def copy_slides(
    package: Package,
    session: Session,
    sources: Mapping[str, Package],
    maker: SlideMaker,
    *,
    footer: str,
    footer_scale: int = 100,
    number: bool = True,
) -> dict[str, int]:
    """Copy what the session takes from other presentations to the end of the package; those of one file at once.

    Slides that adopt a layout get its footer and, with `number`, its number, as all others have them; a line in a text box
    that the old deck has there instead is left out.

    Raises RenderError for a file that nobody opened, TemplateError where a look cannot be kept.
    """
    groups = _groups(session)
    if not groups:
        return {}
    from whp_deck.office.slide_copy import Importer, Look

    ids: dict[str, int] = {}
    importers: dict[str, Importer] = {}
    feet: dict[str, list[tuple[Foot, ...]]] = {}
    for group in groups:
        first = group[0]
        if first.file not in importers:
            if first.file not in sources:
                raise RenderError(first.id, "deck", f"{first.file} was not opened")
            importers[first.file] = Importer(sources[first.file], package)
            feet[first.file] = feet_of(sources[first.file])
        there = list(slide_parts(sources[first.file]))
        look: Look = "keep" if first.look == "keep" else "adopt"
        numbers = [there[slide.number - 1] for slide in group]
        copies = importers[first.file].copy(
            numbers, look=look, names=[slide.id for slide in group], layouts=first.layouts
        )
        for slide, copy in zip(group, copies, strict=True):
            forget_tag(copy.part)
            if look == "adopt":
                maker.add_service(copy.part, footer, footer_scale, number=number)
                drop_feet(package, copy.part, feet[slide.file][slide.number - 1])
            ids[slide.id] = copy.slide_id
    return ids


def write_words(
    package: Package, session: Session, maker: SlideMaker, ids: Mapping[str, int], movies: Mapping[str, str]
) -> None:
    """New titles, texts and notes of copied slides, and which of them are hidden; titles that are too long are set smaller.

    `movies` says where movies that are played from files will lie, by where they are.

    Raises RenderError for a text without a placeholder: the plan promised that there is one.
    """
    parts = slide_parts(package)
    titled: list[SlidePart] = []
    for slide in _copied(session):
        part = parts[ids[slide.id]]
        for slot in _SLOTS:
            text = slide.texts.get(slot)
            if text is not None and not replace_words(part, slot, text.paragraphs):
                raise RenderError(slide.id, "deck", f"slide {slide.number} of {slide.file} has no {slot}")
        move_links(part, {name: movies[path] for name, path in slide.plays.items()})
        if slide.look != "stay" or "title" in slide.texts:
            titled.append(part)
        new = slide.notes.parts[slide.kept_notes :]
        if new or (slide.notes.parts and not slide.kept_notes):
            paragraphs = notes_paragraphs(Notes(new))
            write_notes(part, paragraphs, maker.add_notes, append=slide.kept_notes > 0)
        if slide.hidden != (attribute(element_of(part), "show") in ("0", "false")):
            hide(package, ids[slide.id], hidden=slide.hidden)
    if titled:
        fit_titles(package, titled)


def notes_paragraphs(notes: Notes) -> list[Paragraph]:
    """Speaker notes as paragraphs: each part under its label in bold."""
    lines: list[Paragraph] = []
    for part in notes.parts:
        lines += _labelled(part)
    return lines


def _labelled(part: NotePart) -> list[Paragraph]:
    label = [Paragraph((Run(part.label, bold=True),))] if part.label else []
    return [*label, *part.paragraphs]


def _copied(session: Session) -> list[CopiedSlide]:
    return [slide for slide in session.slides if isinstance(slide, CopiedSlide)]


def _groups(session: Session) -> list[Sequence[CopiedSlide]]:
    """Slides that can be copied at once, so that links among them stay: of one file, one look, each number once."""
    groups: list[list[CopiedSlide]] = []
    for slide in _copied(session):
        if slide.look == "stay":
            continue
        fitting = (
            group
            for group in groups
            if (group[0].file, group[0].look, group[0].layouts) == (slide.file, slide.look, slide.layouts)
            and slide.number not in {one.number for one in group}
        )
        group = next(fitting, None)
        if group is None:
            groups.append([slide])
        else:
            group.append(slide)
    return list(groups)

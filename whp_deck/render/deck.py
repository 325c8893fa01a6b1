"""A session of the plan → a PowerPoint package, ready to be stamped and written.

In: the fitted plan, one of its sessions, the template and an open package of it. Out: the package, filled. Text lands
in the layouts' own placeholders; what carries meaning without being text (diagram, poster, QR code) is drawn on the
slide. Must not measure, split, decide about slides, or write files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, assert_never

from whp_deck.errors import RenderError
from whp_deck.office.collector import collector_paused
from whp_deck.office.figures import Area
from whp_deck.office.fit import family_of
from whp_deck.office.fit_text import footer_scale, smaller
from whp_deck.office.fonts import text_width
from whp_deck.office.footers import shown_service
from whp_deck.office.handoff_scene import Scene, handoff_group
from whp_deck.office.inks import Inks
from whp_deck.office.made import MadeSlide
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import Box
from whp_deck.office.properties import set_properties
from whp_deck.office.sections import read_sections, write_sections
from whp_deck.office.slide_list import move_slides, slide_parts
from whp_deck.office.slides import SlideMaker, remove_all_slides
from whp_deck.office.table_fit import FONT
from whp_deck.office.table_styles import ensure_table_styles
from whp_deck.office.template import Layout, Slot, Template
from whp_deck.office.text import Level
from whp_deck.office.text_box import TextBox, shrunk_styles
from whp_deck.office.theme import recolor, scheme_color
from whp_deck.office.twin_ids import part_twin_ids
from whp_deck.office.units import EMU_PER_POINT
from whp_deck.office.wrap import step
from whp_deck.plan import (
    Block,
    CopiedSlide,
    DeckPlan,
    Figures,
    Movie,
    Paragraph,
    Picture,
    Run,
    Session,
    SlidePlan,
    Steps,
    Table,
    Text,
)
from whp_deck.render.columns import close_up
from whp_deck.render.copied import copy_slides, keep_slides, notes_paragraphs, write_words
from whp_deck.render.movies import fill_movie, linked_movies
from whp_deck.render.pictures import QUIET_ZONE, draw_card, draw_qr, with_play_sign
from whp_deck.render.tables import table_frame


@collector_paused()
def render_session(
    plan: DeckPlan,
    session: Session,
    package: Package,
    template: Template,
    pictures: Mapping[str, bytes],
    sources: Mapping[str, Package] | None = None,
) -> None:
    """Make one session of `package`, a freshly opened template. `pictures` holds the bytes of each file that a
    `Picture` names, and of each frame that a `Movie` takes for its poster; `sources` are the opened presentations that
    slides are copied from, by path.

    Raises RenderError naming the slide when a block does not suit its slot (a bug of ours, not of an author),
    TemplateError when a movie has gone since it was checked.
    """
    ids: dict[str, int] = {}
    has_sections = True
    shown = shown_service(element_of(part) for part in slide_parts(package).values())
    # a template's slides are samples, but slides that stay are the deck: those that join it have what they have
    footer = session.footer if not plan.start_from or "ftr" in shown else ""
    number = not plan.start_from or "sldNum" in shown
    if plan.start_from or not template.is_ours:
        for part in list(package.iter_parts()):
            part_twin_ids(part)
    if plan.start_from:
        ids |= keep_slides(package, session)
        has_sections = bool(read_sections(package))
    else:
        remove_all_slides(package)
    if not template.is_ours:
        ensure_table_styles(package)
    elif not plan.start_from:  # somebody else's template, or deck, keeps the colors that its designer gave it
        recolor(package, plan.theme)
    maker = SlideMaker(package, plan.language)
    footers = (layout.footer for layout in template.layouts.values() if layout.footer)
    scale = min((footer_scale(session.footer, footer) for footer in footers), default=100)
    ids |= copy_slides(package, session, sources or {}, maker, footer=footer, footer_scale=scale, number=number)
    targets = linked_movies(plan)
    write_words(package, session, maker, ids, targets)
    for slide in session.slides:
        if isinstance(slide, CopiedSlide):
            continue
        layout = close_up(slide, template.layout(slide.layout))
        new = maker.add(
            layout.layout_name,
            part=layout.part,
            name=slide.id,
            footer=footer,
            footer_scale=footer_scale(footer, layout.footer) if layout.footer else 100,
            number=number,
            date="dt" in shown,
            hidden=slide.hidden,
        )
        for slot, block in _in_order(slide, layout):
            _fill(new, slide, layout, slot, block, pictures, targets)
            seat = layout.slots.get(slot)
            if layout.boxes and slot != "title" and seat is not None and seat.seat in ("own", "moved"):
                new.read_next(seat.placeholder)
        new.fill_notes(notes_paragraphs(slide.notes))
        new.drop_unused()
        ids[slide.id] = new.slide_id
    made = [(slide, ids[slide.id]) for slide in session.slides]
    if list(slide_parts(package)) != [ids[slide.id] for slide in session.slides]:
        move_slides(package, [slide_id for _, slide_id in made])
    if has_sections:
        write_sections(package, _sections(made))
    set_properties(
        package,
        title=f"{session.name} – {plan.practice}",
        author=plan.practice,
        subject=plan.subject,
        keywords=plan.keywords,
        language=plan.language,
        deck_id=f"{plan.file_stem}/{session.number}",
    )


def _sections(made: list[tuple[SlidePlan, int]]) -> list[tuple[str, list[int]]]:
    """Neighbours of one part as a section; a name that comes again gets a number."""
    sections: list[tuple[str, list[int]]] = []
    for slide, slide_id in made:
        if sections and sections[-1][0] == slide.part:
            sections[-1][1].append(slide_id)
        else:
            sections.append((slide.part, [slide_id]))
    seen: dict[str, int] = {}
    named = []
    for name, ids in sections:
        seen[name] = seen.get(name, 0) + 1
        named.append((f"{name} ({seen[name]})" if seen[name] > 1 else name, ids))
    return named


def _in_order(slide: SlidePlan, layout: Layout) -> list[tuple[str, Block]]:
    """The slots as they are read: as the layout has them where the slide draws its own places, else as planned."""
    if not any(slot.seat == "box" for slot in layout.slots.values()):
        return list(slide.slots.items())
    order = {name: number for number, name in enumerate(layout.slots)}
    return sorted(slide.slots.items(), key=lambda one: order.get(one[0], len(order)))


def _fill(
    new: MadeSlide,
    slide: SlidePlan,
    layout: Layout,
    slot: str,
    block: Block,
    pictures: Mapping[str, bytes],
    movie_targets: Mapping[str, str],
) -> None:
    match block:
        case Text():
            beside = any(
                name != slot and family_of(name) == family_of(slot) and isinstance(other, Text)
                for name, other in slide.slots.items()
            )
            _fill_text(new, _placeholder(slide, layout, slot), block.paragraphs, block.scale, beside=beside)
        case Table():
            _fill_table(new, _placeholder(slide, layout, slot), block, layout.inks)
        case Picture():
            _fill_picture(new, slot, _placeholder(slide, layout, slot), block, pictures, layout.inks)
        case Movie():
            fill_movie(new, _placeholder(slide, layout, slot), block, pictures, movie_targets, layout.inks.poster)
        case Figures():
            _draw_handoff(new, layout, block)
        case Steps():
            for number, (heading, text) in enumerate(block.steps, 1):
                counted = (Paragraph((Run(str(number)),)),)
                _fill_text(new, _placeholder(slide, layout, f"number-{number}"), counted)
                both = (*heading.paragraphs, *(Paragraph(p.runs, 1, p.marker) for p in text.paragraphs))
                scale = min(heading.scale, text.scale)
                _fill_text(new, _placeholder(slide, layout, f"step-{number}"), both, scale, beside=True)
        case _:
            assert_never(block)


def _placeholder(slide: SlidePlan, layout: Layout, slot: str) -> Slot:
    try:
        return layout.slots[slot]
    except KeyError:
        raise RenderError(slide.id, "deck", f"layout `{slide.layout}` has no slot `{slot}`") from None


def _fill_text(
    new: MadeSlide, slot: Slot, paragraphs: Sequence[Paragraph], scale: int = 100, *, beside: bool = False
) -> None:
    """`beside`: others that stand by its side have the same scale, and must keep it whatever program opens the deck."""
    if beside and scale < 100 and slot.seat == "own" and not slot.list_style:
        deepest = max((paragraph.level for paragraph in paragraphs), default=0)
        slot, scale = replace(slot, list_style=shrunk_styles(slot.levels[: deepest + 1], *step(scale))), 100
    box = Box(slot.x, slot.y, slot.width, slot.height)
    match slot.seat:
        case "box":
            if any(paragraph.text.strip() for paragraph in paragraphs):
                levels = tuple(Level("", round(level.margin_left * EMU_PER_POINT)) for level in slot.levels)
                look = TextBox(box, slot.list_style, slot.insets, slot.anchor, slot.fill, levels)
                share, closer = smaller(tuple(paragraphs), slot, scale)
                new.add_text(slot.placeholder, look, paragraphs, share=share, closer=closer)
            return
        case "title":
            new.add_title(slot.placeholder, box, list_style=slot.list_style)
        case "moved":
            new.settle(slot.placeholder, box, list_style=slot.list_style, anchor=slot.anchor)
        case "own" if any(slot.aside):
            new.settle(slot.placeholder, box, list_style=slot.list_style, anchor="")
        case "own":
            if slot.list_style:
                new.style(slot.placeholder, slot.list_style)
        case _:
            assert_never(slot.seat)
    new.fill(slot.placeholder, paragraphs, scale=scale)


def _draw_handoff(new: MadeSlide, layout: Layout, figures: Figures) -> None:
    """In the room that the layout draws; where it draws none, in one of our own."""
    room = layout.slots.get("figures")
    if room is None:
        new.insert_after_title(handoff_group(figures, new.next_shape_id()))
        return
    says = [layout.slots.get(f"{role}-says") for role in ("giver", "patient", "receiver")]
    giver, patient, receiver = (None if one is None else Area(one.x, one.y, one.width, one.height) for one in says)
    colors = layout.inks
    scene = Scene(colors.people, colors.strong, colors.bubble, colors.accent, colors.room, (giver, patient, receiver))
    area = Area(room.x, room.y, room.width, room.height)
    new.insert_after_title(handoff_group(figures, new.next_shape_id(), area, scene))


def _fill_table(new: MadeSlide, slot: Slot, table: Table, inks: Inks) -> None:
    link: Callable[[str], str] = new.link
    font = slot.levels[0].font if slot.levels else FONT
    frame = table_frame(
        table,
        shape_id=new.next_shape_id(),
        name=slot.placeholder,
        placeholder=None,  # `replace` carries the layout's own placeholder over
        x=slot.x,
        y=slot.y,
        width=slot.width,
        height=slot.height,
        language=new.language,
        measure=lambda text, size, bold: text_width(text, font, size, bold),
        link=link,
        inks=inks,
        font=font,
        unit=slot.unit,
    )
    if slot.seat == "box":
        new.add(frame)
    else:
        new.replace(slot.placeholder, frame)


def _fill_picture(
    new: MadeSlide, slot: str, seat: Slot, picture: Picture, pictures: Mapping[str, bytes], inks: Inks
) -> None:
    fit = "contain"
    if picture.drawing == "poster":
        blob, fit = draw_card(scheme_color(new.package, inks.poster)), "stretch" if inks.is_ours else "contain"
    elif picture.drawing == "qr":
        # on a ground that we do not know, a code without its own white border may not be found by a phone
        blob = draw_qr(picture.address, border=0 if inks.is_ours else QUIET_ZONE)
    elif picture.file in pictures:
        blob = with_play_sign(pictures[picture.file]) if slot == "poster" else pictures[picture.file]
        fit = "contain" if slot == "logo" else "cover"
    else:
        return
    look: dict[str, Any] = {"alt": picture.alt, "link": picture.link, "fit": fit}
    if seat.seat == "box":
        new.lay_picture(seat.placeholder, Box(seat.x, seat.y, seat.width, seat.height), blob, **look)
    else:
        new.picture(seat.placeholder, blob, **look)

"""A session of the plan → a PowerPoint package, ready to be stamped and written.

In: the fitted plan, one of its sessions, the template and an open package of it. Out: the package, filled. Text lands in the layouts' own
placeholders; what carries meaning without being text (diagram, poster, QR code) is drawn on the slide.
Must not measure, split, decide about slides, or write files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from whp_deck.errors import RenderError
from whp_deck.office.figures import handoff_group
from whp_deck.office.fonts import text_width
from whp_deck.office.made import Fit, MadeSlide
from whp_deck.office.package import Package
from whp_deck.office.properties import set_properties
from whp_deck.office.sections import write_sections
from whp_deck.office.slides import SlideMaker, remove_all_slides
from whp_deck.office.template import Layout, Slot, Template
from whp_deck.office.theme import recolor
from whp_deck.plan import (
    Block,
    DeckPlan,
    Figures,
    Notes,
    Paragraph,
    Picture,
    Run,
    Session,
    SlidePlan,
    Steps,
    Table,
    Text,
)
from whp_deck.render.pictures import draw_poster, draw_qr
from whp_deck.render.tables import table_frame


def render_session(
    plan: DeckPlan, session: Session, package: Package, template: Template, pictures: Mapping[str, bytes]
) -> None:
    """Make one session of `package`, a freshly opened template. `pictures` holds the bytes of each file that a
    `Picture` names.

    Raises RenderError naming the slide when a block does not suit its slot (a bug of ours, not of an author).
    """
    remove_all_slides(package)
    recolor(package, plan.theme)
    maker = SlideMaker(package, plan.language)
    made: list[tuple[SlidePlan, int]] = []
    for slide in session.slides:
        layout = template.layout(slide.layout)
        new = maker.add(layout.layout_name, name=slide.id, footer=session.footer, hidden=slide.hidden)
        for slot, block in slide.slots.items():
            _fill(new, slide, layout, slot, block, pictures)
        new.fill_notes(notes_paragraphs(slide.notes))
        new.drop_unused()
        made.append((slide, new.slide_id))
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


def notes_paragraphs(notes: Notes) -> list[Paragraph]:
    """Speaker notes as paragraphs: each part under its label in bold."""
    lines: list[Paragraph] = []
    for part in notes.parts:
        if part.label:
            lines.append(Paragraph((Run(part.label, bold=True),)))
        lines += part.paragraphs
    return lines


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


def _fill(
    new: MadeSlide, slide: SlidePlan, layout: Layout, slot: str, block: Block, pictures: Mapping[str, bytes]
) -> None:
    match block:
        case Text():
            new.fill(_placeholder(slide, layout, slot).placeholder, block.paragraphs, scale=block.scale)
        case Table():
            _fill_table(new, _placeholder(slide, layout, slot), block)
        case Picture():
            _fill_picture(new, slot, _placeholder(slide, layout, slot).placeholder, block, pictures)
        case Figures():
            new.insert_after_title(handoff_group(block, new.next_shape_id()))
        case Steps():
            for number, (heading, text) in enumerate(block.steps, 1):
                number_name = _placeholder(slide, layout, f"number-{number}").placeholder
                new.fill(number_name, (Paragraph((Run(str(number)),)),))
                step = (*heading.paragraphs, *(Paragraph(p.runs, 1, p.marker) for p in text.paragraphs))
                name = _placeholder(slide, layout, f"step-{number}").placeholder
                new.fill(name, step, scale=min(heading.scale, text.scale))
        case _:
            assert_never(block)


def _placeholder(slide: SlidePlan, layout: Layout, slot: str) -> Slot:
    try:
        return layout.slots[slot]
    except KeyError:
        raise RenderError(slide.id, "deck", f"layout `{slide.layout}` has no slot `{slot}`") from None


def _fill_table(new: MadeSlide, slot: Slot, table: Table) -> None:
    link: Callable[[str], str] = new.link
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
        measure=lambda text, size, bold: text_width(text, "Calibri", size, bold),
        link=link,
    )
    new.replace(slot.placeholder, frame)


def _fill_picture(new: MadeSlide, slot: str, name: str, picture: Picture, pictures: Mapping[str, bytes]) -> None:
    if picture.drawing == "poster":
        blob = draw_poster()
        new.picture(name, blob, alt=picture.alt, link=picture.link, fill_scheme_color="tx2", fit="stretch")
    elif picture.drawing == "qr":
        new.picture(name, draw_qr(picture.address), alt=picture.alt, link=picture.link)
    elif picture.file in pictures:
        fit: Fit = "contain" if slot == "logo" else "cover"
        new.picture(name, pictures[picture.file], alt=picture.alt, link=picture.link, fit=fit)

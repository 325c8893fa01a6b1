"""Where each part of one slide comes from: layer, file, line, layout, placeholder.

In: the fitted plan, the template, what each file is. Out: text. Must not open files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from whp_deck.config.problems import nearest
from whp_deck.errors import Source
from whp_deck.office.template import Template
from whp_deck.plan import Block, CopiedSlide, DeckPlan, Figures, Picture, Session, SlidePlan, Steps, Table, Text
from whp_deck.resources import name_of_shipped

Layer = Callable[[Source], str]
"""What a file is: `toolkit`, `network`, `practice`, `deck`, `tool`."""
_WIDTH = 60


Found = tuple[Session, int, SlidePlan]
"""A slide with its session and its number there."""


def find_slides(plan: DeckPlan, wanted: str) -> list[Found]:
    """The slides that a person may mean: by id (`intro-roleplay/scene`, or an entry's id), by number (`9`, `2:9` = the
    ninth of session 2), or by title."""
    session_part, _, number_part = wanted.rpartition(":")
    slides = [(session, number, slide) for session in plan.sessions for number, slide in enumerate(session.slides, 1)]
    found = [
        (session, number, slide)
        for session, number, slide in slides
        if wanted in (slide.id, slide.id.partition("#")[0], _entry(slide))
        or (number_part == str(number) and session_part in ("", str(session.number)))
    ]
    return found or [one for one in slides if _plain(one[2].title) == _plain(wanted)]


def tell_apart(found: Sequence[Found]) -> str:
    """How to name one of the slides that were found, a line each; nothing when they belong to one entry anyway."""
    if len({_entry(slide) for _, _, slide in found}) < 2:
        return ""
    return "\n".join(f"  {session.number}:{number}  {slide.id} “{slide.title}”" for session, number, slide in found)


def tell_absent(plan: DeckPlan, wanted: str) -> tuple[str, str]:
    """Why no slide was found, and what to do: it is left out, or something else is called nearly so."""
    for one in plan.left_out:
        if _plain(wanted) in (_plain(one.id), _plain(one.title)):
            bring = f"`slides: {{include: [{one.id}]}}` in the deck's file brings it in"
            return f"the slide `{one.id}` is in no session: {one.reason}", bring if "format" in one.reason else ""
    shown = [slide for session in plan.sessions for slide in session.slides]
    titles = [*(slide.title for slide in shown), *(one.title for one in plan.left_out if one.title)]
    ids = [*map(_entry, shown), *(slide.id for slide in shown), *(one.id for one in plan.left_out)]
    known = {_plain(name): name for name in (*titles, *ids)}
    near = known.get(nearest(_plain(wanted), known), "")
    return f"there is no slide `{wanted}` in this deck", f"did you mean `{near}`?" if near else ""


def _entry(slide: SlidePlan) -> str:
    return slide.id.partition("#")[0].partition("/")[0]


def _plain(text: str) -> str:
    """A title as people type it: any case, any quotes."""
    return " ".join(text.casefold().replace("’", "'").strip('“”"').split())


def render_why(
    session: Session, number: int, slide: SlidePlan, template: Template, layer: Layer, *, own: bool = False
) -> str:
    """One slide's parts, a line each. `own`: the deck's file adds it, so that its words stand in its own entry."""
    layout = template.layouts.get(slide.layout)
    of = f"{session.name}, " if session.of > 1 else ""
    lines = [
        f"{of}slide {number}: {slide.id} “{slide.title}”",
        f"  kind {slide.kind}, {slide.minutes:g} min" + (", hidden" if slide.hidden else ""),
        f"  {_origin(slide)}"
        if isinstance(slide, CopiedSlide)
        else f"  layout “{layout.layout_name if layout else slide.layout}” of {_template(template.path)}",
        f"  entry: {_where(slide.source, layer)}",
    ]
    new = slide.texts if isinstance(slide, CopiedSlide) else {}
    for slot, block in {**slide.slots, **new}.items():
        place = None if layout is None else layout.slots.get(slot)
        held = (
            f"placeholder “{place.placeholder}”"
            if place is not None
            else "as it is"
            if _stays(slide, slot)
            else "in place of its own"
            if slot in new
            else "drawn"
        )
        for words, source in _parts(block):
            lines.append(f"  {slot} ({held}): {_short(words)}")
            lines.append(f"    {_where(source or slide.source, layer)}")
    if slide.notes.parts:
        lines += [f"  notes: {_short(slide.notes.text)}", f"    {_where(slide.notes.source or slide.source, layer)}"]
    if isinstance(slide, CopiedSlide):
        file = slide.file.rpartition("/")[2]
        lines.append(
            f"  all else is as in {file}"
            + (", with what was changed in PowerPoint since" if slide.look != "stay" else "")
        )
    else:
        owner = slide.id.partition("#")[0]
        # the name of a role play is on all its slides, cards and sheets
        where, owner = ("role_plays", _entry(slide)) if slide.purpose == "role-play" else ("slides", owner)
        entry = (f"{where}:", "  change:", f"    {owner}:", "      title: …")
        if own:
            lines.append(f"  its words are your own: change them in its entry ({slide.source})")
        else:
            lines += ["  your own words, in the deck's file:", *(f"    {line}" for line in entry)]
    return "\n".join(lines)


def _stays(slide: SlidePlan, slot: str) -> bool:
    """Whether the words are those that the existing slide has."""
    return isinstance(slide, CopiedSlide) and slot not in slide.texts


def _origin(slide: CopiedSlide) -> str:
    """Where a slide of an existing presentation comes from, and what its look is."""
    looks = {"adopt": "on a layout of the deck", "keep": "with its own design", "stay": "where it stands"}
    return f"slide {slide.number} of {slide.file}, {looks[slide.look]}"


def _parts(block: Block) -> Iterator[tuple[str, Source | None]]:
    """What a block says, and the line that says it; the cells of a table may come from different lines."""
    if isinstance(block, Text):
        fixed = next(iter(block.fixed), None)
        yield block.text, block.source or (fixed.source if fixed else None)
    elif isinstance(block, Table):
        cells = [cell for row in block.rows for cell in row]
        yield (
            f"table of {len(block.rows)} rows",
            block.source or next((one.source for one in cells if one.source), None),
        )
        seen = {block.source}
        for cell in cells:
            if cell.source not in seen:
                seen.add(cell.source)
                yield cell.text, cell.source
    elif isinstance(block, Steps):
        for heading, text in block.steps:
            yield heading.text or text.text, heading.source or text.source or block.source
    elif isinstance(block, Picture):
        yield block.file or f"{block.drawing} drawn by whp-deck", block.source
    elif isinstance(block, Figures):
        yield "the handoff as figures, drawn by whp-deck", None


def _where(source: Source | None, layer: Layer) -> str:
    if source is None:
        return "the tool itself"
    return str(source) if source.is_shipped else f"{layer(source)}: {source}"


def _template(path: Path) -> str:
    """The practice's own template is a path, the tool's a name."""
    return f"the tool’s template {path.stem}" if name_of_shipped(str(path)) else path.as_posix()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1].rstrip() + "…"

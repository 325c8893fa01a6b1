"""Fits a plan to a template: chooses sizes, divides slides that are too full, says what cannot fit.

In: a `DeckPlan` and a `Template`. Out: the fitted `DeckPlan` and every problem found; fitting it again changes nothing.
Must not raise for an author's text, open a file or draw.

Order (see `fit_text`, `fit_split`): full size; a smaller stored scale; several slides, which is a warning; an error.
Texts that belong together (the cards, the columns, the bubbles) get one scale, the smallest that any of them needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from whp_deck.content.practice import ask_for_short_name
from whp_deck.errors import Problem, Source, TemplateError, is_cell, sort_problems
from whp_deck.office.fit_split import DIVISIBLE, number_of, split_slide
from whp_deck.office.fit_text import Fitted, characters_that_fit, fit_text, is_title, lines_that_fit
from whp_deck.office.fonts import is_known
from whp_deck.office.gather import gather_slots
from whp_deck.office.table_fit import (
    column_widths,
    in_unit,
    room_for_table,
    size_steps,
    table_layout,
    words_too_wide,
)
from whp_deck.office.template import Layout, Slot, Template
from whp_deck.plan import Block, CopiedSlide, DeckPlan, Paragraph, SlidePlan, Steps, Table, Text

_UNMARKED_ALONE = frozenset({"body", "prompts"})
_CALLED = {
    "table": "the table",
    "agenda": "the agenda",
    "next": "the line on the next meeting",
    "meeting": "the lines on the meeting (day, time, place)",
}
_SHORTER = {"meeting": "give the `place` a shorter name"}  # where no notes could take the rest
_FAMILIES = {"left": "columns", "right": "columns", "giver": "people", "patient": "people", "receiver": "people"}


@dataclass(slots=True)
class _Page:
    """What was found out about one slide while its slots are fitted."""

    slide: SlidePlan
    slots: dict[str, Block]
    problems: list[Problem] = field(default_factory=list)
    crowded: dict[str, str] = field(default_factory=dict)
    numbering: int = 0  # letters that the page's number takes at the end of its title: " (1/3)"


def fit_plan(plan: DeckPlan, template: Template) -> tuple[DeckPlan, list[Problem]]:
    """The plan with every text and table fitted to its slot, and all problems, sorted."""
    problems = _unknown_fonts(plan, template)
    sessions = []
    for session in plan.sessions:
        slides: list[SlidePlan] = []
        for slide in session.slides:
            fitted, found = fit_slide(slide, template)
            slides += fitted
            problems += found
        sessions.append(replace(session, slides=tuple(slides)))
    return replace(plan, sessions=tuple(sessions)), sort_problems(problems)


def _unknown_fonts(plan: DeckPlan, template: Template) -> list[Problem]:
    """A warning for each font of the layouts in use whose widths we do not have."""
    used = {slide.layout for session in plan.sessions for slide in session.slides if slide.layout}
    fonts = {
        slot.levels[0].font
        for name in used & set(template.layouts)
        for slot in template.layouts[name].slots.values()
        if slot.levels and not is_known(slot.levels[0].font)
    }
    return [
        Problem(
            "font-unknown",
            f"{template.path.name} uses the font “{font}”, whose widths are not known: text is taken 18 % wider than Calibri",
            "look through the slides for text that runs over; with Calibri, Cambria, Arial or Times New Roman it is exact",
            severity="warning",
        )
        for font in sorted(fonts)
    ]


def fit_slide(slide: SlidePlan, template: Template) -> tuple[list[SlidePlan], list[Problem]]:
    """One slide fitted, as one or several; a copied slide stays as it is."""
    if isinstance(slide, CopiedSlide):
        return [slide], []
    try:
        layout = template.layout(slide.layout)
    except TemplateError as error:
        reason = f"slide `{slide.id}` has no layout in {template.path.name}: {error.reason}"
        return [slide], [Problem("layout-missing", reason, error.hint, slide.source)]
    slide, left_out = gather_slots(slide, layout, template.path.name)
    page = _fit_page(slide, layout)
    if not page.crowded:
        return [page.slide], left_out + page.problems
    pages = split_slide(page.slide, layout, list(page.crowded))
    if pages is None:
        return [page.slide], left_out + page.problems
    done = [_fit_page(replace(part, id=slide.id), layout, len(number_of(len(pages), len(pages)))) for part in pages]
    slides = [replace(one.slide, id=part.id) for one, part in zip(done, pages, strict=True)]
    return slides, [*left_out, _split_warning(slide, page, len(pages)), *_told_once(done)]


def _told_once(pages: Iterable[_Page]) -> Iterable[Problem]:
    """The problems of a slide's pages under the slide's own id: what each page repeats (title, heading) is one mistake."""
    found = [problem for page in pages for problem in page.problems]
    return {(each.code, "" if each.code == "title-too-long" else each.message): each for each in found}.values()


def _fit_page(slide: SlidePlan, layout: Layout, numbering: int = 0) -> _Page:
    page = _Page(slide, dict(slide.slots), numbering=numbering)
    texts: dict[str, Fitted] = {}
    for name, block in slide.slots.items():
        slot = layout.slots.get(name)
        if isinstance(block, Steps):
            _fit_steps(page, name, block, layout)
        elif slot is None:
            continue
        elif isinstance(block, Text):
            # a long address in small letters and close lines is typed by nobody
            least = 100 if name == "address" else 0
            texts[name] = _fit_or_short(_alone(block) if name in _UNMARKED_ALONE else block, slot, least)
        elif isinstance(block, Table):
            _fit_table(page, name, block, slot)
    for name, fitted in _same_scale(texts, layout).items():
        page.slots[name] = fitted.text
        if not fitted.fits:
            _report_text(page, name, fitted, layout.slots[name])
    page.slide = replace(slide, slots=page.slots)
    return page


def _fit_or_short(text: Text, slot: Slot, least: int) -> Fitted:
    """The text, or the short one where it does not fit at that scale."""
    fitted = fit_text(text, slot)
    if (fitted.fits and fitted.text.scale >= least) or text.short is None or not text.short.text:
        return fitted
    short = fit_text(text.short, slot)
    return short if short.fits else fitted


def _alone(text: Text) -> Text:
    """A single point needs no bullet."""
    if len(text.paragraphs) == 1 and text.paragraphs[0].marker == "bullet":
        return replace(text, paragraphs=(replace(text.paragraphs[0], marker=None),))
    return text


def family_of(name: str) -> str:
    """Slots of one name get one scale: card-1 and card-2, left and right, the three bubbles."""
    if name.endswith("-says"):
        return "says"
    return _FAMILIES.get(name, re.sub(r"-\d+$", "", name))


def _same_scale(texts: dict[str, Fitted], layout: Layout) -> dict[str, Fitted]:
    smallest: dict[str, int] = {}
    for name, fitted in texts.items():
        family = family_of(name)
        smallest[family] = min(smallest.get(family, 100), fitted.text.scale)
    return {
        name: fitted
        if fitted.text.scale <= smallest[family_of(name)]
        else fit_text(fitted.text, layout.slots[name], smallest[family_of(name)])
        for name, fitted in texts.items()
    }


def _fit_steps(page: _Page, name: str, block: Steps, layout: Layout) -> None:
    """Each step's heading and text share a placeholder; all steps share a scale."""
    fitted: dict[str, Fitted] = {}
    for i, (heading, text) in enumerate(block.steps, 1):
        slot = layout.slots.get(f"step-{i}")
        if slot is not None:
            fitted[f"step-{i}"] = fit_text(_one_text(heading, text, block.source), slot)
    scale = min((each.text.scale for each in fitted.values()), default=100)
    for key, each in _same_scale(fitted, layout).items():
        if not each.fits:
            _report_text(page, key, each, layout.slots[key])
    page.slots[name] = replace(
        block,
        steps=tuple((replace(heading, scale=scale), replace(text, scale=scale)) for heading, text in block.steps),
    )


def _one_text(heading: Text, text: Text, source: Source | None) -> Text:
    tops = tuple(replace(paragraph, level=0) for paragraph in heading.paragraphs)
    below: Iterable[Paragraph] = text.paragraphs
    if tops:
        below = (replace(paragraph, level=max(1, paragraph.level)) for paragraph in text.paragraphs)
    return Text(tops + tuple(below), heading.source or text.source or source)


def _fit_table(page: _Page, name: str, table: Table, slot: Slot) -> None:
    if table.look == "bar":
        return
    width, height, font = room_for_table(slot)
    table = in_unit(table, 1 / slot.unit)
    fit = table_layout(table, width, height, font)
    if fit is not None:
        page.slots[name] = in_unit(replace(table, size=fit.size_pt), slot.unit)
        return
    rows = len(table.rows) - bool(table.header)
    one_row = size_steps(replace(table, rows=table.rows[: 1 + bool(table.header)]))
    smallest = one_row[-1].size if one_row else table.size
    wide = words_too_wide(table, column_widths(table, width, smallest, font), smallest, font)
    for word in wide:
        where = f"the column “{word.heading}” of {_place(name)}" if word.heading else _place(name)
        source = word.cell.source or table.source
        page.problems.append(_word_problem(page.slide, where, word.text, smallest * slot.unit, source))
    if not wide:
        page.crowded[name] = f"{rows} rows, too much at {smallest * slot.unit:.3g} pt"
        source = _longest_cell(table) or page.slide.source
        page.problems.append(
            Problem(
                "text-too-long",
                f"slide `{page.slide.id}`: a row of {_place(name)} is too high for the slide at "
                f"{smallest * slot.unit:.3g} pt",
                f"shorten its longest cells{'' if is_cell(source) else ', or put their words into the notes'}",
                source,
            )
        )


def _longest_cell(table: Table) -> Source | None:
    """Where the longest text of a table was written: shortened, it helps most."""
    longest = max(
        (cell for row in table.rows for cell in row if cell.source), key=lambda one: len(one.text), default=None
    )
    return longest.source if longest else table.source


def _report_text(page: _Page, name: str, fitted: Fitted, slot: Slot) -> None:
    slide, text, measured = page.slide, fitted.text, fitted.measured
    source = text.source or slide.source
    if text.short is not None and name == "practice":
        page.problems.append(_name_problem(text, text.short, characters_that_fit(text, slot, text.scale), source))
        return
    for word in measured.too_wide:
        page.problems.append(_word_problem(slide, _place(name), word, fitted.size, source))
    too_high = measured.height > measured.available
    lines = f"{measured.lines} lines at {fitted.size:.3g} pt, {lines_that_fit(measured, slot)} fit"
    if too_high and name in DIVISIBLE:
        page.crowded[name] = lines
    if measured.too_wide:
        return
    fits = characters_that_fit(text, slot, text.scale)
    length = len(text.text)
    if is_title(slot):
        message = f"slide `{slide.id}`: the title is too long: {lines}"
        room = min(fits, length) - page.numbering
        hint = f"about {max(0, room)} characters fit (now {length - page.numbering}); say the rest on the slide or in the notes"
        page.problems.append(Problem("title-too-long", message, hint, source))
        return
    message = f"slide `{slide.id}`: the text in {_place(name)} is too long: {lines}"
    remedy = _SHORTER.get(name, "shorten it" if is_cell(source) else "put the rest into the notes")
    hint = (
        f"about {fits} characters fit (now {length}); {remedy}" if fits else remedy
    )  # none where one word is too long
    if name in DIVISIBLE and len(text.paragraphs) == 1:
        hint += ", or write two paragraphs: then it continues on a second slide"
    page.problems.append(Problem("text-too-long", message, hint, source))


def _name_problem(text: Text, short: Text, fits: int, source: Source | None) -> Problem:
    """The same words for every session's slide: one act mends them all, so it is told once."""
    length, also = len(text.text), ", and so is `practice.short_name`" if short.text else ""
    room = f", where about {fits} fit" if fits else ""  # none when its first word is wider than the slide
    message = f"practice.name: {length} characters are too long for the title slide{room}{also}"
    most = f"at most {fits} characters" if fits else "with short words"
    hint = f"{ask_for_short_name(source)}, {most}: it stands there, and at the foot of the slides, instead"
    return Problem("name-too-long", message, hint, short.source or source)


def _place(name: str) -> str:
    """A slot as people know it, where its name does not say it."""
    return _CALLED.get(name, f"`{name}`")


def _word_problem(slide: SlidePlan, where: str, word: str, size: float, source: Source | None) -> Problem:
    shown = word if len(word) <= 60 else word[:59] + "…"
    message = f"slide `{slide.id}`: “{shown}” is wider than {where}, even at {size:.3g} pt"
    hint = "use a shorter word, or write it with a hyphen where a line may break"
    source = source or slide.source
    if source and source.is_shipped:  # whose text names people by the practice's titles
        hint += "; a title of yours stands under `staff:` or in a handoff, in your practice’s file"
    return Problem("word-too-long", message, hint, source)


def _split_warning(slide: SlidePlan, page: _Page, count: int) -> Problem:
    name, why = next(iter(page.crowded.items()))
    block = slide.slots[name]
    source = _longest_cell(block) if isinstance(block, Table) else block.source if isinstance(block, Text) else None
    message = f"slide `{slide.id}` is too full and becomes {count} slides: `{name}` has {why}"
    hint = "shorten it, or move words to the notes, to keep one slide"
    return Problem("slide-split", message, hint, source or slide.source, "warning")

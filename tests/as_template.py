"""One deck made in any template, and what must be true of it whoever made the template.

In: a .pptx or .potx. Out: `Used`: the deck with every layout of ours, what the gate newly found, words that are missing. Must not
judge how it looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pptx

from whp_deck.errors import TemplateError
from whp_deck.office.bindings import LayoutBinding
from whp_deck.office.fit import fit_plan
from whp_deck.office.gate import Finding, check_file, new_findings
from whp_deck.office.package import open_package, package_bytes
from whp_deck.office.template import read_template
from whp_deck.plan import Block, SlidePlan, Steps, Table, Text
from whp_deck.render.deck import render_session
from whp_deck.render.samples import sample_deck


@dataclass
class Used:
    """What became of one template. `refused` says why it could not be opened; `how` counts how layouts were found."""

    source: Path
    refused: str = ""
    path: Path = Path()
    slides: int = 0
    how: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
    new: list[Finding] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    size: tuple[float, float] = (0, 0)


def use_as_template(source: Path, target: Path, bindings: Mapping[str, LayoutBinding]) -> Used:
    """Make the deck of samples (a slide for each layout of ours) in the template `source`."""
    try:
        package = open_package(source)
    except TemplateError as error:
        return Used(source, error.reason)
    known = check_file(source)
    template = read_template(package, bindings, source)
    plan, _ = fit_plan(sample_deck(template, bindings), template)
    (session,) = plan.sessions
    render_session(plan, session, package, template, {})
    target.write_bytes(package_bytes(package))
    lost = [f"{planned.id}: {text}" for planned, seen in zip(session.slides, seen_in(target), strict=True)
            for text in words_of_slide(planned) if text not in seen]  # fmt: skip
    return Used(
        source,
        "",
        target,
        len(session.slides),
        Counter(layout.how for layout in template.layouts.values()),
        [*template.missing],
        new_findings(package, check_file(target), known),
        lost,
        (round(template.width / 914400, 1), round(template.height / 914400, 1)),
    )


def seen_in(path: Path) -> list[str]:
    """The words of each slide, as plain python-pptx reads them."""
    return [seen_on(slide) for slide in pptx.Presentation(str(path)).slides]


def seen_on(slide: pptx.slide.Slide) -> str:
    texts = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            texts += [p.text for p in shape.text_frame.paragraphs]
        if shape.has_table:
            texts += [p.text for row in shape.table.rows for cell in row.cells for p in cell.text_frame.paragraphs]
    return "\n".join(texts)


def words_of_slide(slide: SlidePlan) -> list[str]:
    """Every paragraph that a slide must show; the bar of minutes leaves out what its cells cannot hold."""
    blocks = [block for name, block in slide.slots.items() if name != "bar"]
    return [text.replace("\n", "\v") for block in blocks for text in words_of(block)]


def words_of(block: Block) -> list[str]:
    match block:
        case Text():
            return [p.text for p in block.paragraphs if p.text.strip()]
        case Table():
            return [p.text for row in block.rows for cell in row for p in cell.paragraphs]
        case Steps():
            return [p.text for step in block.steps for text in step for p in text.paragraphs]
        case _:  # pictures, movies, figures
            return []

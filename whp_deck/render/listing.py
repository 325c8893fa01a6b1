"""An existing presentation as text: its slides for people, and entries that a deck file can use.

In: `DeckFacts`. Out: text. Must not open the presentation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from whp_deck.errors import counted, enumerated
from whp_deck.office.units import EMU_PER_INCH, EMU_PER_POINT
from whp_deck.plan import DeckFacts, SlideFacts

_PLAIN = re.compile(r"[A-Za-z0-9_./\\ äöüéèàñ-]+")


def list_slides(facts: DeckFacts, name: str, *, look: str = "adopt") -> str:
    """A line for each slide, then fonts, and what will not come along, or comes along and should be looked at."""
    width = max((len(slide.id) for slide in facts.slides), default=0)
    lines = [f"{name}: {counted(len(facts.slides), 'slide')}, {size_words(facts.width, facts.height)}"]
    for slide in facts.slides:
        lines.append(f"{slide.number:4}  {slide.id:{width}}  {slide.title or '(no title)'}{_extras(slide)}")
    fonts = sorted({*facts.fonts, *(font for slide in facts.slides for font in slide.fonts)})
    if fonts:
        lines += ["", f"Fonts: {', '.join(fonts)} (fonts inside the file do not come along)"]
    warnings = [
        f"  slide {slide.number}: {sentence}"
        for slide in facts.slides
        for sentence in (
            *slide.outside,
            *(f"it plays a movie from the file {file}, which is copied beside your deck" for file in slide.plays),
            *(f"it plays a movie from the file {file}, which is not beside it" for file in slide.lacks),
            *(f"{what} will not come along" for what in slide.left_behind),
        )
    ]
    warnings += [f"  {sentence}" for sentence in _feet(facts, look)]
    if warnings:
        lines += ["", "Look at these:", *warnings]
    return "\n".join(lines)


def _feet(facts: DeckFacts, look: str) -> Iterator[str]:
    """What becomes of the footers and dates of its slides, each wording once."""
    own: dict[str, list[int]] = {}
    boxes: dict[tuple[str, bool], list[int]] = {}
    for slide in facts.slides:
        words = slide.own_foot
        if words:
            own.setdefault(words, []).append(slide.number)
        for text in slide.foot:
            boxes.setdefault((text, look == "adopt" and text in slide.foot_lines), []).append(slide.number)
    for words, numbers in own.items():
        becomes = f"your own footer comes in place of {words}" if look == "adopt" else f"`look: keep` keeps {words}"
        yield f"{_slides(numbers)}: {becomes}"
    for (text, may_go), numbers in boxes.items():
        becomes = "is left out where your own footer stands, and else comes along" if may_go else "comes along as it is"
        yield f"{_slides(numbers)}: the text box “{text}” {becomes}: delete it in the old deck if it is not yours to say"


def _slides(numbers: Sequence[int]) -> str:
    return ("slide " if len(numbers) == 1 else "slides ") + enumerated([str(one) for one in numbers])


def slide_entries(facts: DeckFacts, file: str, *, look: str = "adopt") -> str:
    """YAML for `slides: add:` of a deck, an entry for each slide; `file` as the deck will name it."""
    shown = file if _PLAIN.fullmatch(file) and not file.startswith((" ", "-")) else json.dumps(file, ensure_ascii=False)
    lines = []
    for slide in facts.slides:
        entry = f"- {{id: {slide.id}, kind: import, file: {shown}, slides: {slide.number}, look: {look}}}"
        lines.append(f"{entry}  # {' '.join(slide.title.split()) or 'no title'}{' (hidden)' if slide.hidden else ''}")
    return "\n".join(lines)


def facts_data(facts: DeckFacts) -> dict[str, Any]:
    """The facts as plain data, for programs."""
    return {
        "width_pt": facts.width / EMU_PER_POINT,
        "height_pt": facts.height / EMU_PER_POINT,
        "fonts": list(facts.fonts),
        "slides": [
            {
                "number": slide.number,
                "id": slide.id,
                "title": slide.title,
                "notes": list(slide.notes),
                "hidden": slide.hidden,
                "layout": slide.layout,
                "section": slide.section,
                "media": list(slide.media),
                "fonts": list(slide.fonts),
                "links_to": list(slide.links),
                "outside": list(slide.outside),
                "left_behind": list(slide.left_behind),
                "footer": slide.footer,
                "date": slide.date,
                "foot": list(slide.foot),
                "holds": list(slide.holds),
                "plays": list(slide.plays),
                "lacks": list(slide.lacks),
            }
            for slide in facts.slides
        ],
    }


def _extras(slide: SlideFacts) -> str:
    words = sum(len(line.split()) for line in slide.notes)
    extras = [
        "hidden" if slide.hidden else "",
        f"notes: {counted(words, 'word')}" if words else "",
        ", ".join((*slide.holds, *slide.media)),
        f"links to {_slides(slide.links)}" if slide.links else "",
    ]
    listed = "; ".join(one for one in extras if one)
    return f"  [{listed}]" if listed else ""


def size_words(width: int, height: int) -> str:
    """“4:3 (10 × 7.5 in)”, from EMU; the measures alone where the shape has no name."""
    ratio = width / height if height else 0
    shape = next(
        (name for name, value in (("16:9", 16 / 9), ("4:3", 4 / 3), ("16:10", 1.6)) if abs(ratio - value) < 0.01), ""
    )
    measures = f"{round(width / EMU_PER_INCH, 2):g} × {round(height / EMU_PER_INCH, 2):g} in"
    return f"{shape} ({measures})" if shape else measures

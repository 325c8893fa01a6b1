"""An existing presentation as text: its slides for people, and entries that a deck file can use.

In: `DeckFacts`. Out: text. Must not open the presentation.
"""

from __future__ import annotations

import json
import re
from typing import Any

from whp_deck.errors import counted
from whp_deck.office.units import EMU_PER_INCH, EMU_PER_POINT
from whp_deck.plan import DeckFacts, SlideFacts

_PLAIN = re.compile(r"[A-Za-z0-9_./\\ äöüéèàñ-]+")


def list_slides(facts: DeckFacts, name: str) -> str:
    """A line for each slide, then fonts and warnings."""
    width = max((len(slide.id) for slide in facts.slides), default=0)
    lines = [f"{name}: {counted(len(facts.slides), 'slide')}, {_size(facts)}"]
    for slide in facts.slides:
        lines.append(f"{slide.number:4}  {slide.id:{width}}  {slide.title or '(no title)'}{_extras(slide)}")
    fonts = sorted({*facts.fonts, *(font for slide in facts.slides for font in slide.fonts)})
    if fonts:
        lines += ["", f"Fonts: {', '.join(fonts)} (fonts inside the file do not come along)"]
    warnings = [
        f"  slide {slide.number}: {sentence}"
        for slide in facts.slides
        for sentence in (*slide.outside, *(f"{what} will not come along" for what in slide.left_behind))
    ]
    if warnings:
        lines += ["", "Look at these:", *warnings]
    return "\n".join(lines)


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
            }
            for slide in facts.slides
        ],
    }


def _extras(slide: SlideFacts) -> str:
    words = sum(len(line.split()) for line in slide.notes)
    extras = [
        "hidden" if slide.hidden else "",
        f"notes: {counted(words, 'word')}" if words else "",
        ", ".join(slide.media),
    ]
    listed = "; ".join(one for one in extras if one)
    return f"  [{listed}]" if listed else ""


def _size(facts: DeckFacts) -> str:
    ratio = facts.width / facts.height if facts.height else 0
    shape = next(
        (name for name, value in (("16:9", 16 / 9), ("4:3", 4 / 3), ("16:10", 1.6)) if abs(ratio - value) < 0.01), ""
    )
    return shape or f"{facts.width / EMU_PER_INCH:.1f} × {facts.height / EMU_PER_INCH:.1f} in"

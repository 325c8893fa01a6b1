"""A slide that a person added in PowerPoint, as an entry of `slides: add:`.

In: the slide as it was found. Out: its title, body, notes and minutes in YAML's terms. Must not say where it stands.
"""

from __future__ import annotations

from typing import Any

from whp_deck.edits.files import Known, Place
from whp_deck.edits.merged_plan import read_notes
from whp_deck.edits.texts import as_block, folded, shape_paragraphs
from whp_deck.edits.times import is_time_alone, minutes_of
from whp_deck.markup import write_markdown
from whp_deck.plan import Paragraph


def content_entry(known: Known, place: Place, time: str) -> dict[str, Any]:
    """What the slide at `place` says, of which `why_not_added` says nothing. `time`: the words behind the minutes in the notes of built slides."""
    file, snapshot = known.files[place.file], known.found(place)
    part = list(file.slides.values())[place.position]
    shapes = zip(snapshot.shapes, shape_paragraphs(file.package, part, exact=file.is_exact(snapshot)), strict=True)
    title: list[Paragraph] = []
    body: list[Paragraph] = []
    for shape, paragraphs in shapes:
        (title if shape.family == "title" else body).extend(paragraphs)
    in_one = Paragraph(tuple(run for one in title for run in one.runs))
    entry: dict[str, Any] = {"title": write_markdown([in_one]), "body": as_block(write_markdown(body))}
    if snapshot.notes:
        lines = [one for found in read_notes(part, set()) for one in found.paragraphs]
        said = [one for one in lines if one.text.strip()]
        # a time is `minutes` now, and the notes of a built slide begin with these
        if said and is_time_alone(said[0].text, time):
            lines = lines[lines.index(said[0]) + 1 :]
        if folded(lines):
            entry["notes"] = as_block(write_markdown(lines))
        entry["minutes"] = minutes_of(snapshot.notes)
    return entry

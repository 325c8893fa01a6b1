"""Where in people's files the words of a slide stand: told of an edit that conflicts with them, and of one that `pull` leaves.

In: a planned slide, and what a person changed of it. Out: `Source`s, or a sentence with file and line. Must not open files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whp_deck.config.new_files import scalar
from whp_deck.content.dates import plain_date
from whp_deck.content.decisions import Decisions
from whp_deck.edits.agree import are_alike
from whp_deck.edits.fields import Difference
from whp_deck.errors import Source, command, enumerated
from whp_deck.markup import escape_markdown, folded
from whp_deck.plan import CopiedSlide, Figures, FixedWords, SlidePlan, Steps, Table, Text

_MOST, _MOST_MADE_OF = 2, 4
_ENTRY = re.compile(r"\s*(?:- +)*(?:\{|(?P<key>[\w-]+) *:(?:\s|$))")
_TELLS_MORE = " tells more"
_DATES = frozenset({"start", "date"})
SOME_DAY = "2026-12-07"
_NO_WORDS = frozenset({"what", "handoffs", "moments", "barriers", "measures"})  # one of three words, or a whole list


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a slide and where they are written: a paragraph, or a cell of a table, in a slot.

    `open` is the key that is missing there (`Text.open`); `row` and `column` count from 0, -1 = no cell; `made_of` is what
    `Text.made_of` says of the paragraph, `fixed` which fixed words it is.
    """

    slot: str
    words: str
    source: Source | None
    open: str = ""
    row: int = -1
    column: int = -1
    made_of: tuple[Source, ...] = ()
    fixed: FixedWords | None = None

    @property
    def sources(self) -> tuple[Source | None, ...]:
        """All that its words are made of."""
        return self.made_of or (self.source,)


def pieces(slide: SlidePlan) -> Iterator[Piece]:
    """Everything that the plan puts onto the slide, in its order; what has no words of its own has none here."""
    new = slide.texts if isinstance(slide, CopiedSlide) else {}
    for slot, block in {**slide.slots, **new}.items():
        match block:
            case Text():
                yield from _of_text(slot, block, None)
            case Table():
                for row, cells in enumerate(block.rows):
                    # the words of a header are the slide's, whatever the rows are made of
                    home = slide.source if block.header and not row else block.source
                    for column, cell in enumerate(cells):
                        fixed = next(iter(cell.fixed), None)
                        source = cell.source or (fixed.source if fixed else home)
                        yield Piece(slot, folded(cell.text), source, cell.open, row, column, fixed=fixed)
            case Steps():
                for step in block.steps:
                    for text in step:
                        yield from _of_text(slot, text, block.source)
            case Figures():
                pass
            case _:
                yield Piece(slot, "", block.source)


def places_of(slide: SlidePlan, changed: Sequence[Difference], config: Sequence[Difference] = ()) -> list[Source]:
    """The first places of what was changed: people's own files before the tool's, which nobody changes.

    `config` is what the files have changed of it: the places of the lines that are new then, if there are any.
    """
    names = {one.name for one in changed}
    found: list[Source | None] = []
    if "title" in names:
        found += [one.source for one in pieces(slide) if one.slot == "title"]
    if "notes" in names:
        found.append(slide.notes.source)
    if names - {"title", "notes"}:
        body = [one for one in pieces(slide) if one.slot != "title"]
        cells = {(cell.row, cell.column) for one in changed for cell in one.cells}
        found += [one.source for one in body if (one.row, one.column) in cells]
        new = {line for one in config for line in _lines(one.now) if line not in _lines(one.was)}
        fresh = [place for one in body if one.words in new for place in one.sources if place and not place.is_shipped]
        if fresh and names <= {"text"}:
            return list(dict.fromkeys(fresh))[:_MOST_MADE_OF]
        found += [one.source for one in body if one.row != 0]
    places = list(dict.fromkeys(one for one in (*found, slide.source) if one is not None))
    own = [one for one in places if not one.is_shipped]
    return own[:_MOST] or places[:1]


def tell_origin(slide: SlidePlan, one: Difference, deck: Path, line_at: Callable[[Source], str], rows: int = 0) -> str:
    """`it comes from config/practice.yaml line 74: change it there`; `deck` is the deck file as it is typed.

    `line_at` gives the line at a place as it stands in the file, "" where there is none. `rows` are those of the table as it
    was built: where the files give as many, a cell of which they say a third thing is told to be in dispute.

    Of a decision that nobody has written down yet also what to write: the key, and the words of the person.
    """
    told: dict[str, list[str]] = {}
    for piece, words in _changed(slide, one):
        told.setdefault(_tell(slide, piece, words, deck, line_at), []).append(_cell(piece, words))
    for piece, words in _third(slide, one, rows):
        told.setdefault(_tell_third(piece), []).append(_cell(piece, words))
    shipped = all(words.endswith(_TELLS_MORE) for words in told)
    several = len(told) > 1
    lines = [f"{' and '.join(cells)}: {words}" if several and all(cells) else words for words, cells in told.items()]
    return "; ".join(lines) + ("" if shipped else ", then build")


def _cell(piece: Piece, words: str) -> str:
    """Which cell of a table, counted as people do, and what is typed there; of a text nothing."""
    return f"row {piece.row + 1}, column {piece.column + 1}, “{words}”" if piece.row >= 0 else ""


def _tell_third(piece: Piece) -> str:
    assert piece.source is not None
    ours = f"“{piece.words}”" if piece.words else "nothing"
    return f"in dispute: your files say {ours} ({tell_place(piece.source)}): change it there, or on the slide"


def tell_place(source: Source) -> str:
    """`config/practice.yaml line 74`, within a sentence."""
    if source.is_shipped or source.column or not source.line:
        return str(source)
    return f"{source.file} line {source.line}"


def tell_places(sources: Iterable[Source | None]) -> str:
    """`config/practice.yaml lines 74 and 75`, a file once, where all that is no file of the tool's own has a line."""
    files: dict[str, list[str]] = {}
    for source in dict.fromkeys(one for one in sources if one is not None):
        if source.is_shipped or source.column or not source.line:
            files.setdefault(str(source), [])
        else:
            files.setdefault(source.file, []).append(str(source.line))
    told = [
        f"{file} {'lines' if lines[1:] else 'line'} {enumerated(lines)}" if lines else file
        for file, lines in files.items()
    ]
    return enumerated(told)


def _tell(slide: SlidePlan, piece: Piece, words: str, deck: Path, line_at: Callable[[Source], str]) -> str:
    source = next((one for one in piece.sources if one is not None and not one.is_shipped), piece.source)
    assert source is not None
    if piece.fixed and source.is_shipped:
        key, _, inner = piece.fixed.key.partition(".")
        line = f"{key}: {{{inner}: {scalar(words)}}}" if inner else f"{key}: {scalar(words)}"
        return f"it is one of the fixed words: write `{line}` under `words:` in the deck’s file"
    if source.is_shipped:
        why = command("why", deck, slide.id)
        return f"it comes from {source}, and the deck’s file has no key for it alone; {why}{_TELLS_MORE}"
    if not piece.open:
        return f"it comes from {tell_places(piece.sources)}: change it there"
    place = tell_place(source)
    key, _, inner = piece.open.partition(".")
    value = _as_value(inner or key, words)
    missing = f"it comes from {place}, where `{key}:` is not said yet:"
    line = f"{key}: {{{inner}: {value}}}" if inner else f"{key}: {value}".strip()
    example = ", with your day," if value == SOME_DAY else ""
    if inner or (key in Decisions.model_fields and key not in _DATES):
        return f"{missing} add a line `{line}`{example} under `decisions:`"
    entry = _ENTRY.match(line_at(source))
    if entry is None:
        return f"{missing} add a line `{line}`{example} there"
    if not entry["key"]:
        return f"{missing} add `, {key}: {_in_braces(value)}`{example} before the `}}` that ends it"
    return f"{missing} add a line `{line}`{example} below line {source.line}, as far to the right as `{entry['key']}:`"


def _in_braces(value: str) -> str:
    """A comma or a brace would end the value there."""
    return json.dumps(value, ensure_ascii=False) if value[:1] not in "\"'" and re.search(r"[,\[\]{}]", value) else value


def _as_value(key: str, words: str) -> str:
    """What the person typed as it would stand in the file, some day where it was none; nothing where words are no answer."""
    if key in _DATES:
        day = plain_date(words)
        return SOME_DAY if day is None else day.isoformat()
    return "" if key in _NO_WORDS or not words else scalar(escape_markdown(words))


def _changed(slide: SlidePlan, one: Difference) -> Iterator[tuple[Piece, str]]:
    """What the person changed, each with the words that are there now: cells by their places, lines by their words.

    Of a text that several lines make, the first changed one that is known.
    """
    known = [piece for piece in pieces(slide) if piece.source is not None]
    for cell in one.cells:
        for piece in known:
            if (piece.row, piece.column, piece.words) == (cell.row, cell.column, folded(cell.was)):
                yield piece, folded(cell.now)
    if one.cells:
        return
    was, now = _lines(one.was), _lines(one.now)
    gone, come = [line for line in was if line not in now], [line for line in now if line not in was]
    for line in gone or was:
        for piece in known:
            if piece.words == line:
                yield piece, come[0] if len(come) == len(gone) == 1 else ""
                return


def _third(slide: SlidePlan, one: Difference, rows: int) -> Iterator[tuple[Piece, str]]:
    """Cells of which the files say neither what was built nor what is there, each with the words that are there."""
    known = {(piece.row, piece.column): piece for piece in pieces(slide) if piece.source is not None and piece.row >= 0}
    if {row for row, _ in known} != set(range(rows)):
        return
    for cell in one.cells:
        piece, now = known.get((cell.row, cell.column)), folded(cell.now)
        if piece is not None and piece.words != folded(cell.was) and not are_alike(piece.words, now):
            yield piece, now


def _lines(text: str) -> list[str]:
    """Lines of a text, or cells of a table, as a difference has them."""
    return [line for row in text.splitlines() for part in row.split(" | ") if (line := folded(part))]


def _of_text(slot: str, text: Text, source: Source | None) -> Iterator[Piece]:
    for number, paragraph in enumerate(text.paragraphs):
        made_of = text.made_of[number] if number < len(text.made_of) else ()
        fixed = text.fixed[number] if number < len(text.fixed) else None
        place = fixed.source if fixed else text.source or source
        yield Piece(slot, folded(paragraph.text), place, text.open, made_of=made_of, fixed=fixed)

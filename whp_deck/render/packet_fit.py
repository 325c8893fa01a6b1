"""How much room texts take on a printed page, estimated, so that the page need not measure what is clear.

In: blocks as `packet_values` makes them. Out: numbers of lines, and which size of type to try. Must not be trusted
near a limit: then the template measures. The numbers mirror `templates/packet.typ`; a test compares them with pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from whp_deck.render.packet_values import LINE, Value, count_lines

PAGE_LINES = 51
ROLE_SIZES = (12.5, 11.5, 10.5, 9.5)
POCKET_SIZES = (14.0, 12.5, 11.0, 10.0, 9.0)
FIT_SIZES = (10.5, 10.0, 9.5, 9.0)

_PITCH = 1.27  # line to line, in sizes of type
_ROLE_ROOM = 215.0  # points for the text of a card on half a page, below a heading
_ROLE_LETTERS = 1000  # letters across a card at a size of one point
_POCKET_LETTERS = {2: 455, 3: 341}  # the same, for two and for three cards side by side
_LEAST_POCKET, _FITS = 10.0, 0.95  # points that three side by side must allow, and how full they may be then
_POCKET_ROOM = 400.0
_SURE = 0.86  # of the room: below that nothing needs to be measured
_NEARLY, _TOO_MUCH, _MOST_PAGES = 0.05, 1.28, 3  # of its pages: from here to there, smaller type may save a page
_CLOSER = (
    1.25  # of its pages a section may seem to need, and still be tried in that type: with less room between its lines
)
_TITLE_LINES, _MOST_OF_ONE = (
    7,
    1.7,
)  # of the title of a packet above its first section; and what that may need of its one page


class Try(NamedTuple):
    """The first size of type to try, as an index, and whether it fits for certain."""

    step: int
    sure: bool


def try_role_card(head: Value, nodes: Sequence[Value]) -> Try:
    """For a role card on half a page; `head` are its scene, role and holder."""
    more = 25 * (len(head["role"]) // 34) + 15 * (len(head["holder"]) // 70 + len(head["scene"]) // 76)
    return _choose([(_role_need(nodes, size) + more) / _ROLE_ROOM for size in ROLE_SIZES])


def try_pocket_card(title: str, groups: Sequence[Value], *, across: int = 2) -> Try:
    """For a pocket card, so many of which stand side by side."""
    return _choose([_pocket_need(title, groups, size, across) / _POCKET_ROOM for size in POCKET_SIZES])


def pockets_across(cards: Sequence[Value]) -> int:
    """How many pocket cards stand side by side: three, narrower ones, where that saves a sheet and keeps them legible."""
    if not saves_a_sheet(len(cards)):
        return 2
    needs = (_pocket_need(card["title"], card["groups"], _LEAST_POCKET, 3) / _POCKET_ROOM for card in cards)
    return 3 if max(needs) <= _FITS else 2


def saves_a_sheet(cards: int) -> bool:
    """Whether so many cards take fewer sheets by threes than by twos."""
    return -(-cards // 3) < -(-cards // 2)


def try_pages(blocks: Sequence[Value], *, one_page: bool = False, titled: bool = False) -> Value | None:
    """For a section that may need a few lines more than its pages: how many `pages`, and the first size as `step`.

    `one_page`: it should take no second page; `titled`: the title stands above it. None when smaller type is not worth a try: measuring
    every section would cost more than it brings.
    """
    if any(block["type"] in ("slide", "picture") for block in blocks):
        return None
    estimate = estimate_pages(blocks) + (_TITLE_LINES / PAGE_LINES if one_page and titled else 0)
    pages = 1 if one_page else max(1, int(estimate + _NEARLY))
    over = estimate / pages
    too_much = _MOST_OF_ONE if one_page else _TOO_MUCH
    if pages > _MOST_PAGES or not 1 - (3 if one_page else 1) * _NEARLY <= over <= too_much:
        return None
    needed = [over * (size / FIT_SIZES[0]) ** 1.6 for size in FIT_SIZES]
    return {"pages": pages, "step": next((n for n, part in enumerate(needed) if part < _CLOSER), len(needed) - 1)}


def estimate_pages(blocks: Sequence[Value]) -> float:
    """About how many pages the blocks fill in the usual size of type."""
    return sum(_lines(block) for block in blocks) / PAGE_LINES


def _choose(needs: Sequence[float]) -> Try:
    step = next((step for step, need in enumerate(needs) if need <= 1.05), len(needs) - 1)
    return Try(step, needs[step] <= _SURE)


def _role_need(nodes: Sequence[Value], size: float) -> float:
    return size * (_PITCH * count_lines(nodes, int(_ROLE_LETTERS / size)) + 0.25 * len(nodes))


def _pocket_need(title: str, groups: Sequence[Value], size: float, across: int) -> float:
    letters = int(_POCKET_LETTERS[across] / size)
    height = _PITCH * 1.2 * (1 + len(title) // (letters * 2 // 3)) + 0.5
    for group in groups:
        height += 1.5 + sum(_PITCH * count_lines(line, letters) + 0.18 for line in group["lines"])
    return size * height


def _lines(block: Value) -> float:
    """About how many lines of the page the block fills, the space around it included."""
    match block["type"]:
        case "heading":
            return 1.9
        case "text":
            return count_lines(block["nodes"], LINE - 4) + 0.55
        case "checks":
            return sum(count_lines(item, LINE - 10) + 0.35 for item in block["items"])
        case "lines":
            return 1.7 * int(block["count"]) + bool(block["label"])
        case "table":
            letters = LINE // max(block["columns"] - 2, 1)
            rows = [*block["rows"], block["header"]]
            heights = [max((count_lines(cell["n"], letters) for cell in row), default=0) for row in rows]
            return sum(heights) + 0.45 * len(rows)
        case "form":
            total = sum(block["shares"]) or 1
            widths = [max(LINE * share / total - 1, 4) for share in block["shares"]]
            rows = [
                max(len(cell["t"]) // width for cell, width in zip(row, widths, strict=True)) for row in block["rows"]
            ]
            return float(sum(1.95 + 0.95 * more for more in rows) + 1.5)
        case _:
            return 1.0

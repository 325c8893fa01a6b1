"""The layouts with something to read off: agenda, handoff, table, big number, steps, discussion, decisions.

In: nothing. Out: `Layout` values in the order of the file. Measures in inches, sizes in points; what the room sees
from the back row is never under 20 points. Must not draw what depends on a slide's data.
"""

from __future__ import annotations

from dataclasses import replace

from base.shapes import (
    BOTTOM,
    FULL,
    HEIGHT,
    LEFT,
    TOP,
    WIDTH,
    Layout,
    Level,
    Slot,
    bulleted,
    col,
    panel,
    span,
    title_slot,
)
from whp_deck.office.figures import trio
from whp_deck.office.handoff_scene import ROOM_NAME

TALL = BOTTOM - TOP
PROMPT = ("Text", "Second level")
HEADING_PROMPT = ("Heading", "Text")
WHITE = Level(24, ink="bg1")
DETAIL = (Level(28, before=8), Level(24, before=6))


def agenda() -> Layout:
    return Layout(
        "Agenda",
        [
            title_slot(),
            Slot("Minutes bar", "tbl", 13, (LEFT, TOP, FULL, 0.62), [Level(20)], ["Minutes as a bar"]),
            Slot("Agenda", "tbl", 14, (LEFT, 2.8, FULL, 3.75), [Level(24)], ["Agenda"]),
        ],
    )


def handoff() -> Layout:
    slots = [title_slot()]
    layout = Layout("Handoff", slots)
    layout.draw(panel(layout.ids, (LEFT, TOP, FULL, 3.35), name=ROOM_NAME))
    says = Level(22, align="ctr", line=95)
    for n, word in enumerate(("Giver", "Patient", "Receiver")):
        level = replace(says, bold=True, ink="bg1") if word == "Patient" else says
        slots.append(
            Slot(f"{word} says", "body", 13 + n, (col(4 * n) + 0.15, 1.97, 3.51, 0.95), [level], ["“Words”"], "ctr")
        )
    for n, (word, ink) in enumerate((("Giver", "accent2"), ("Patient", "accent1"), ("Receiver", "accent3"))):
        levels = [Level(26, bold=True, ink=ink, align="ctr", line=95), Level(22, align="ctr", before=2, line=95)]
        slots.append(Slot(word, "body", 16 + n, (col(4 * n) + 0.1, 5.32, 3.61, 1.33), levels, (word, "does what")))
    return layout


def table() -> Layout:
    slots = [title_slot(), Slot("Table", "tbl", 13, (LEFT, TOP, FULL, TALL), [Level(24)], ["Table"])]
    return Layout("Table", slots, kind="tbl")


def big_number() -> Layout:
    """The number fills its panel; what it means stands under it, where it comes from beside it."""
    wide, x, beside = span(7), col(7) + 0.3, span(5) - 0.3
    slots = [
        title_slot(),
        Slot(
            "Number",
            "body",
            13,
            (LEFT + 0.4, TOP + 0.2, wide - 0.8, 2.5),
            [Level(150, bold=True, ink="accent1", line=90)],
            ["73 %"],
            "ctr",
        ),
        Slot("Meaning", "body", 14, (LEFT + 0.4, TOP + 2.8, wide - 0.8, 1.7), [Level(32, line=95)], ["What it means"]),
        Slot("Setting", "body", 15, (x, TOP + 0.4, beside, 2.9), [Level(24, before=10)], ["Where it was found"]),
        Slot("Source", "body", 16, (x, 5.3, beside, BOTTOM - 5.3), [Level(14)], ["Source, year"], "b"),
    ]
    layout = Layout("Big number", slots)
    return layout.draw(panel(layout.ids, (LEFT, TOP, wide, TALL)))


def steps(number: int) -> Layout:
    """Arrows along the top of one panel, each with its words beneath its number.

    The first arrow has no notch and is shorter by it, so that numbers and words stand at equal distances.
    """
    layout = Layout(f"Steps {number}", slots := [title_slot()])
    layout.draw(panel(layout.ids, (LEFT, TOP, FULL, TALL)))
    high, overlap, notch, inset = 2.1, 0.36, 0.49, 0.28
    width = (FULL + notch + overlap * (number - 1)) / number
    big, small = {3: (36, 30), 4: (32, 28), 5: (26, 22)}[number]
    words = []
    for n in range(number):
        x = LEFT - notch + n * (width - overlap)
        first, last = n == 0, n == number - 1
        arrow = (LEFT, TOP, width - notch, high) if first else (x, TOP, width, high)
        preset, ink = "homePlate" if first else "chevron", "accent1" if last else "tx2"
        layout.draw(
            panel(layout.ids, arrow, ink, f"Arrow {n + 1}", preset=preset, adjust=[("adj", round(notch / high * 1e5))])
        )
        left = x + notch + inset
        level = Level(72, bold=True, ink="bg1")
        slots.append(Slot(f"Number {n + 1}", "body", 13 + n, (left, TOP, 1.0, high), [level], [str(n + 1)], "ctr"))
        right = min(left + width - overlap - 0.32, LEFT + FULL - 0.15)
        place = (left, TOP + high + 0.35, right - left, TALL - high - 0.5)
        levels = [Level(big, bold=True, ink="tx2", line=95), Level(small, before=6)]
        words.append(Slot(f"Step {n + 1}", "body", 18 + n, place, levels, HEADING_PROMPT))
    slots += words
    return layout


def discussion() -> Layout:
    """The question in a bubble above the people who are to answer it."""
    slots = [
        title_slot(),
        Slot(
            "Question",
            "body",
            13,
            (LEFT + 0.4, TOP + 0.15, FULL - 0.8, 1.9),
            [Level(40, bold=True, ink="bg1", line=95)],
            ["The question to the team"],
            "ctr",
        ),
        Slot("Prompts", "body", 1, (LEFT, 4.35, 7.82, BOTTOM - 4.35), bulleted(26, before=8), PROMPT),
    ]
    layout = Layout("Discussion", slots)
    ids = layout.ids
    return layout.draw(
        panel(ids, (0, BOTTOM, WIDTH, HEIGHT - BOTTOM), name="Floor"),
        panel(ids, (LEFT, TOP, FULL, 2.2), "tx2", "Bubble"),
        panel(ids, (10.75, TOP + 2.199, 0.5, 0.3), "tx2", "Bubble tail", preset="triangle", flip=True),
        trio(center=11.0, base=BOTTOM, height=1.72, ids=ids, ground="bg1"),
    )


def decision() -> Layout:
    """What is decided is filled; what is open (next layout) is the same box, empty and dashed."""
    slots = [
        title_slot(),
        Slot(
            "Decision",
            "body",
            13,
            (LEFT + 0.45, TOP + 0.25, FULL - 0.9, 2.7),
            [Level(44, bold=True, ink="bg1", line=95, before=6)],
            ["What we decided"],
            "ctr",
        ),
        Slot("Detail", "body", 1, (LEFT, 5.35, FULL, BOTTOM - 5.35), DETAIL, PROMPT),
    ]
    layout = Layout("Decision", slots)
    return layout.draw(panel(layout.ids, (LEFT, TOP, FULL, 3.2), "tx2"))


def decision_open() -> Layout:
    slots = [
        title_slot(),
        Slot(
            "Open",
            "body",
            13,
            (LEFT + 0.45, TOP + 0.25, FULL - 0.9, 2.7),
            [Level(44, bold=True, italic=True, ink="accent1", line=95)],
            ["To be decided"],
            "ctr",
        ),
        Slot("Question", "body", 1, (LEFT, 5.35, FULL, BOTTOM - 5.35), DETAIL, PROMPT),
    ]
    layout = Layout("Decision open", slots)
    dashed = '<a:ln w="38100"><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:prstDash val="dash"/></a:ln>'
    return layout.draw(panel(layout.ids, (LEFT, TOP, FULL, 3.2), "", "Open box", outline=dashed))

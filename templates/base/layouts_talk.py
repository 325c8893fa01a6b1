"""The layouts on which a team is told something: title, content, columns, checklist, section, quote, closing.

In: nothing. Out: `Layout` values in the order of the file. Measures in inches, sizes in points; what the room sees
from the back row is never under 20 points. Must not draw what depends on a slide's data.
"""

from __future__ import annotations

from dataclasses import replace

from base.shapes import (
    BOTTOM,
    FULL,
    HEADING,
    HEIGHT,
    LEFT,
    PLAIN,
    TOP,
    WIDTH,
    Layout,
    Level,
    Slot,
    bulleted,
    col,
    hill,
    panel,
    span,
    title_slot,
)
from whp_deck.office.figures import person, trio

TALL = BOTTOM - TOP
PROMPT = ("Text", "Second level")
HEADING_PROMPT = ("Heading", "Text")
WHITE = Level(24, ink="bg1")
DETAIL = (Level(28, before=8), Level(24, before=6))


def title() -> Layout:
    layout = Layout(
        "Title",
        [
            Slot(
                "Title",
                "ctrTitle",
                0,
                (LEFT, 1.2, 7.6, 2.55),
                [Level(44, bold=True, ink="bg1", line=90)],
                ["What this meeting is about"],
                "b",
            ),
            Slot("Practice", "body", 13, (LEFT, 0.6, 8.5, 0.45), [replace(WHITE, size=20, bold=True)], ["Practice"]),
            Slot("Subtitle", "subTitle", 1, (LEFT, 3.95, 5.3, 1.2), [WHITE], ["In one line"]),
            Slot(
                "Meeting", "body", 14, (LEFT, 5.5, 4.9, 1.4), [replace(WHITE, size=20)], ["Date, time and place"], "b"
            ),
            Slot("Logo", "pic", 15, (10.183, 0.5, 2.4, 0.9), [Level(14, ink="bg1", align="r")], ["Logo"]),
        ],
        kind="title",
        ground="tx2",
        footer=False,
    )
    return _hill_with_people(layout)


def _hill_with_people(layout: Layout) -> Layout:
    ids = layout.ids
    return layout.draw(hill(ids, 10.45, 7.25, 4.5), trio(center=10.2, base=HEIGHT, height=2.55, ids=ids, ground="bg2"))


def content() -> Layout:
    """Points without figures; the hill of the title comes back, small, so that the lower corner is not a hole."""
    slots = [title_slot(), Slot("Body", "obj", 1, (LEFT, TOP, FULL, TALL), bulleted(28), PROMPT)]
    layout = Layout("Content", slots, kind="obj")
    return layout.draw(hill(layout.ids, 12.4, 7.3, 3.1))


def content_full() -> Layout:
    """Many points, or long ones: the hill would lie behind the words."""
    slots = [title_slot(), Slot("Body", "body", 1, (LEFT, TOP, FULL, TALL), bulleted(28), PROMPT)]
    return Layout("Content full", slots)


def statement() -> Layout:
    """One thing, said large; the people stand on a floor, so that nothing below the words is empty."""
    words = [Level(40, ink="tx2", line=95)]
    slots = [title_slot(), Slot("Statement", "body", 13, (LEFT, TOP, 9.0, 3.9), words, ["One thing"], "ctr")]
    layout = Layout("Statement", slots)
    people = trio(center=11.05, base=6.0, height=1.9, ids=layout.ids, ground="bg1")
    return layout.draw(panel(layout.ids, (0, 6.0, WIDTH, HEIGHT - 6.0), name="Floor"), people)


def content_with_figures() -> Layout:
    slots = [title_slot(7.82), Slot("Body", "body", 1, (LEFT, TOP, 7.82, TALL), bulleted(28), PROMPT)]
    layout = Layout("Content with figures", slots)
    people = trio(center=11.27, base=BOTTOM, height=1.72, ids=layout.ids, ground="bg2", spread=0.62)
    return layout.draw(panel(layout.ids, (9.2, 0, WIDTH - 9.2, BOTTOM)), people)


def content_with_picture() -> Layout:
    slots = [
        title_slot(7.0),
        Slot("Body", "body", 1, (LEFT, TOP, 7.0, TALL), bulleted(28), PROMPT),
        Slot("Picture", "pic", 13, (8.27, 0, WIDTH - 8.27, BOTTOM), [Level(20, ink="tx2")], ["Picture"], fill="bg2"),
    ]
    return Layout("Content with picture", slots, kind="picTx")


def two_columns() -> Layout:
    levels = [replace(HEADING, size=30), replace(PLAIN, size=28, before=14)]
    slots = [title_slot()]
    layout = Layout("Two columns", slots, kind="twoObj")
    for n, name in enumerate(("Left", "Right")):
        x = col(6 * n)
        layout.draw(panel(layout.ids, (x, TOP, span(6), TALL)))
        place = (x + 0.35, TOP + 0.35, span(6) - 0.7, TALL - 0.6)
        slots.append(Slot(name, "obj", n + 1, place, levels, HEADING_PROMPT, half=True))
    return layout


def comparison() -> Layout:
    """What is usual on paper, what we want on the deep color: told apart in grey, too.

    No bullets of the layout's own: LibreOffice gives all text boxes of a layout the last one's bullet color.
    """
    slots = [title_slot()]
    layout = Layout("Comparison", slots, kind="twoTxTwoObj")
    sides = (("Left", "bg2", "tx2", "tx1"), ("Right", "tx2", "bg1", "bg1"))
    for n, (word, ground, heading, ink) in enumerate(sides):
        x, width = col(6 * n) + 0.35, span(6) - 0.7
        first, second = Level(28, before=14, ink=ink), Level(24, before=6, margin=0.3, ink=ink)
        layout.draw(panel(layout.ids, (col(6 * n), TOP, span(6), TALL), ground))
        slots += [
            Slot(
                f"{word} heading",
                "body",
                1 + 2 * n,
                (x, TOP + 0.3, width, 0.95),
                [replace(HEADING, ink=heading)],
                ["Heading"],
            ),
            Slot(word, "obj", 2 + 2 * n, (x, TOP + 1.2, width, TALL - 1.5), [first, second], PROMPT, half=True),
        ]
    return layout


def checklist() -> Layout:
    items = Level(26, bullet="box", indent=0.5, before=14)
    slots = [
        title_slot(7.82),
        Slot("Items", "body", 1, (LEFT, TOP, 7.82, TALL), [items, Level(22, before=4, margin=0.5)], ("Item", "Remark")),
    ]
    layout = Layout("Checklist", slots)
    ids = layout.ids
    return layout.draw(
        panel(ids, (9.2, 0, WIDTH - 9.2, BOTTOM)),
        person("giver", center=10.65, base=BOTTOM, height=1.9, ids=ids, on_layout=True),
        person("patient", center=11.89, base=BOTTOM, height=2.1, ids=ids, halo="bg2", on_layout=True),
    )


def section() -> Layout:
    slots = [
        title_slot(
            7.82,
            ink="bg1",
            place=(LEFT, 2.2, 7.82, 2.0),
            levels=[Level(44, bold=True, ink="bg1", line=90)],
            prompt=["What comes now"],
        ),
        Slot("Minutes", "body", 1, (LEFT, 4.4, 7.82, 1.2), [WHITE], ["How long it takes"]),
    ]
    layout = Layout("Section", slots, kind="secHead", ground="tx2")
    ids = layout.ids
    return layout.draw(
        panel(ids, (0, 5.9, WIDTH, HEIGHT - 5.9), name="Floor"),
        trio(center=11.0, base=5.9, height=1.75, ids=ids, ground="tx2", white=True),
    )


def quote() -> Layout:
    slots = [
        title_slot(),
        Slot("Quote", "body", 13, (1.2, 1.95, 8.5, 2.8), [Level(36)], ["“Words”"], "ctr"),
        Slot("Attribution", "body", 14, (1.2, 4.85, 8.5, 0.7), [Level(22, bold=True)], ["Who said it"]),
    ]
    layout = Layout("Quote", slots, ground="bg2")
    ids = layout.ids
    return layout.draw(
        panel(ids, (0, 6.75, WIDTH, HEIGHT - 6.75), "bg1", "Floor"),
        panel(ids, (LEFT, 1.95, 0.12, 3.6), "accent1", "Rule"),
        trio(center=11.1, base=6.75, height=1.75, ids=ids, ground="bg2"),
    )


def closing() -> Layout:
    slots = [
        title_slot(ink="bg1", prompt=["One thing each of us will do"]),
        Slot("Commitment", "body", 1, (LEFT, 2.1, 5.6, 2.7), [Level(32, ink="bg1", before=8)], ["What I will do"]),
        Slot("Next", "body", 13, (LEFT, 5.9, 5.0, 1.0), [Level(20, bold=True, ink="bg1")], ["When we meet again"], "b"),
    ]
    return _hill_with_people(Layout("Closing", slots, ground="tx2", footer=False))


def title_only() -> Layout:
    return Layout("Title only", [title_slot()], kind="titleOnly")

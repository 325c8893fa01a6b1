"""The layouts of watching and practicing: video, the role play's scene, your turn, debrief.

In: nothing. Out: `Layout` values. Role plays stand on the warm ground, so that everybody sees at once that it is
their turn. Must not draw what depends on a slide's data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from base.shapes import (
    BOTTOM,
    FULL,
    HEADING,
    HEIGHT,
    LEFT,
    TOP,
    WARM,
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
from whp_deck.office.figures import INKS, Role, person

FLOOR = 6.15


def video() -> Layout:
    x, width = 9.02, 3.56
    return Layout(
        "Video",
        [
            title_slot(),
            Slot("Poster", "pic", 13, (LEFT, TOP, 7.82, 4.40), [Level(20)], ["Video or its poster"], fill="bg2"),
            Slot("QR code", "pic", 14, (x, TOP, 2.9, 2.9), [Level(20)], ["QR code of the address"]),
            Slot("Running time", "body", 15, (x, 5.0, width, 0.42), [Level(24, bold=True, ink="accent1")], ["Minutes"]),
            Slot("Watch for", "body", 16, (x, 5.42, width, 1.23), [Level(20, line=95)], ["Watch for …"]),
            Slot("Address", "body", 17, (LEFT, 6.36, 7.82, 0.5), [Level(14)], ["Address of the video"]),
        ],
    )


def scene() -> Layout:
    """The situation, and the one it is about: who else plays, with a badge or without, differs from scene to scene."""
    slots = [
        title_slot(10.83, ink="tx1"),
        Slot("Situation", "body", 1, (LEFT, TOP, 6.2, 4.1), [Level(28, before=12), Level(24, before=6)], ["Situation"]),
        Slot("Label", "body", 13, (LEFT, 6.35, 5.8, 0.4), [Level(20, bold=True, ink="accent1")], ["Role play 1 of 3"]),
    ]
    layout = Layout("Role play scene", slots, ground=WARM)
    ids = layout.ids
    return layout.draw(
        panel(ids, (0, FLOOR, WIDTH, HEIGHT - FLOOR), name="Floor"),
        person("patient", center=10.4, base=FLOOR, height=3.0, ids=ids, on_layout=True),
    )


def your_turn() -> Layout:
    return _your_turn("Role play your turn", ("giver", "patient", "receiver"))


def your_turn_two() -> Layout:
    return _your_turn("Role play your turn, two roles", ("giver", "patient"))


def your_turn_family() -> Layout:
    return _your_turn("Role play your turn, with family", ("giver", "patient", "family"))


def your_turn_four() -> Layout:
    return _your_turn("Role play your turn, four roles", ("giver", "patient", "receiver", "family"))


def _your_turn(name: str, roles: Sequence[Role]) -> Layout:
    """White cards on the floor, a person behind each, and the minutes as large as a clock."""
    four = len(roles) == 4
    columns = 12 // len(roles)
    inset = 0.2 if four else 0.3
    big, small = (24, 20) if four else (28, 24)
    slots = [title_slot(8.82, ink="tx1")]
    layout = Layout(name, slots, ground=WARM)
    ids = layout.ids
    layout.draw(panel(ids, (0, FLOOR, WIDTH, HEIGHT - FLOOR), name="Floor"))
    for n, role in enumerate(roles):
        x = col(columns * n)
        layout.draw(
            person(role, center=x + 0.86, base=3.5, height=1.4, ids=ids, on_layout=True),
            panel(ids, (x, 3.5, span(columns), FLOOR - 3.5), "bg1", "Card"),
            panel(ids, (x, 3.5, span(columns), 0.09), INKS[role], "Card edge"),
        )
        prompt = ("Family member or interpreter" if role == "family" else role.capitalize(), "What this person does")
        slots.append(
            Slot(
                f"Card {n + 1}",
                "body",
                15 + n,
                (x + inset, 3.75, span(columns) - 2 * inset, 2.3),
                [Level(big, bold=True, ink=INKS[role], line=95), Level(small, before=4)],
                prompt,
            )
        )
    layout.draw(panel(ids, (11.083, 0.4, 1.5, 1.5), "accent1", "Disc", preset="ellipse"))
    number = Level(48, bold=True, ink="bg1", align="ctr", line=90)
    slots[1:1] = [
        Slot("Minutes", "body", 13, (11.083, 0.5, 1.5, 0.8), [number], ["3"], "ctr"),
        Slot("Minutes word", "body", 14, (11.083, 1.24, 1.5, 0.36), [replace(number, size=20)], ["minutes"], "ctr"),
    ]
    slots.append(Slot("Watch for", "body", 20, (LEFT, 6.3, FULL, 0.5), [Level(24, bold=True)], ["Everybody else: …"]))
    return layout


def debrief() -> Layout:
    slots = [title_slot()]
    layout = Layout("Debrief", slots)
    ids = layout.ids
    for n, ink in enumerate(("tx2", "tx2", "accent1")):
        x = col(4 * n)
        layout.draw(panel(ids, (x, TOP, span(4), BOTTOM - TOP)), panel(ids, (x, TOP, span(4), 0.8), ink, "Band"))
        heading = replace(HEADING, size=26, ink="bg1")
        slots += [
            Slot(f"Heading {n + 1}", "body", 13 + 2 * n, (x + 0.25, TOP, 3.31, 0.8), [heading], ["Heading"], "ctr"),
            Slot(
                f"Prompts {n + 1}",
                "body",
                14 + 2 * n,
                (x + 0.25, 2.85, 3.31, 3.6),
                [Level(24, before=10), *bulleted(20, before=6)],
                ["Question"],
            ),
        ]
    return layout

"""A slide that was deleted in PowerPoint goes out of the deck's file with every mention of it, and the rest stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK
from tests.edits.rendered import delete, render_deck

WriteDeck = Callable[..., Path]

SLIDES = """\
slides:
  include:
    - barriers   # left out of a short meeting
    - what-is-whp
  move: {one-picture: 1}
  change:
    barriers: {title: What could be in our way}
    one-picture: {title: One picture}
  add:
    - {id: ours, kind: content, after: barriers, title: Ours, body: Some words, minutes: 0}
    - {id: next, kind: content, after: ours, title: Next, body: Some words, minutes: 0}
    - {id: front, kind: content, before: what-is-whp, title: Front, body: Some words, minutes: 0}
    - {id: top, kind: content, after: agenda, title: Top, body: Some words, minutes: 0}
  order: [one-picture, video]
  hide: [one-picture, sources]
video: {title: Our film}
"""
ALL = ("barriers", "ours", "next", "front", "top", "what-is-whp", "one-picture", "video", "sources", "session-1/agenda")


@pytest.mark.parametrize(
    ("deleted", "gone", "there"),
    [
        pytest.param(("barriers",), ("barriers",), ("after: ours",), marks=pytest.mark.slow),
        pytest.param(
            ("what-is-whp",),
            ("    - what-is-whp   ",),
            ("  remove:\n    - what-is-whp", "    - barriers   # left out"),
            marks=pytest.mark.slow,
        ),
        pytest.param(
            ("one-picture",),
            ("  move:", "order: [one-picture", "hide: [one-picture", "One picture"),
            ("remove:", "- one-picture"),
            marks=pytest.mark.slow,
        ),
        pytest.param(("ours",), ("id: ours", "remove:", "after: ours"), ("after: barriers",), marks=pytest.mark.slow),
        pytest.param(
            ("barriers", "ours"),
            ("include: [barriers", "id: ours", "after: ours"),
            ("id: next",),
            marks=pytest.mark.slow,
        ),
        pytest.param(("video",), ("Our film",), ("- video",), marks=pytest.mark.slow),
        pytest.param(("session-1/agenda",), ("after: agenda",), ("- session-1/agenda",), marks=pytest.mark.slow),
        (ALL, ("include:", "  move:", "add:", "change:", "order:", "hide:", "video:"), ("remove:",)),
    ],
    ids=lambda one: " ".join(one)[:40],
)
def test_nothing_names_a_slide_that_was_deleted(
    write_deck: WriteDeck, deleted: tuple[str, ...], gone: tuple[str, ...], there: tuple[str, ...]
) -> None:
    made = render_deck(write_deck(DECK + SLIDES))
    assert set(ALL) <= set(made.ids), made.ids
    pulled = made.pull(made.edited(delete(*deleted)))
    ids, problems = made.after(pulled)
    assert problems == []
    assert pulled.left == []
    assert ids == [one for one in made.ids if one not in deleted]
    text = pulled.file.text
    assert [words for words in gone if words in text.replace("- video", "")] == []
    assert [words for words in there if words not in text] == []


@pytest.mark.slow
def test_a_role_play_can_be_deleted_whole(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(DECK))
    (whole,) = made.prepared.deck.role_plays[:1]
    deleted = [id for id in made.ids if id.startswith(f"{whole}/")]
    assert len(deleted) == 3
    ids, problems = made.after(made.pull(made.edited(delete(*deleted))))
    assert [one for one in problems if one.severity == "error"] == []
    assert ids == [one for one in made.ids if one not in deleted]


@pytest.mark.slow
@pytest.mark.parametrize("both", [False, True])
def test_the_question_about_a_film_stays_where_somebody_took_out_the_film_alone(
    write_deck: WriteDeck, both: bool
) -> None:
    deck = DECK.replace("huddle-15", "twice-20")
    made = render_deck(write_deck(deck))
    deleted = ("video", "video-question") if both else ("video",)
    pulled = made.pull(made.edited(delete(*deleted)))
    ids, problems = made.after(pulled)
    assert (ids, problems) == ([one for one in made.ids if one not in deleted], [])
    assert ("include:" in pulled.file.text) is not both
    assert "- video-question" in pulled.file.text

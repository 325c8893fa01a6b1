"""One way to say a time, wherever people read it; what an author may type is another matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE, Done
from whp_deck.config.deck import load_deck
from whp_deck.planner.plan import make_plan
from whp_deck.preview.keeper import _session
from whp_deck.render.invite import render_invite_text
from whp_deck.render.outline import render_outline


@pytest.mark.parametrize("typed", ["07:45", "7:45", "7.45", "7:45 AM"])
def test_a_time_is_said_as_on_the_slides(
    typed: str, write_deck: Callable[..., Path], run: Callable[..., Done], tmp_path: Path
) -> None:
    meeting = f'meetings:\n  - session: 1\n    date: 2026-11-30\n    start: "{typed}"\n    place: Break room\n'
    path = write_deck(DECK + meeting, PRACTICE)
    deck, problems = load_deck(path)
    assert deck is not None, problems
    plan, _ = make_plan(deck)
    session = plan.sessions[0]
    title = " ".join(block.text for block in session.slides[0].slots.values() if hasattr(block, "text"))
    said = {
        "slide": title,
        "outline": render_outline(plan),
        "preview": str(_session(plan, session, ["" for _ in session.slides], ())["meetings"]),
        "invitation": render_invite_text(plan, session, words=deck.words),
    }
    for where, text in said.items():
        assert "7:45 AM" in text.replace("\u00a0", " ").replace("\\xa0", " "), where
        assert "07:45" not in text, where
    assert "2026-11-30, 7:45 AM, Break room" in run("outline", path).stdout

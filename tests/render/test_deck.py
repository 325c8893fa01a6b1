"""What the room's deck writes of its own accord, so that every program shows the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from pptx import Presentation
from pptx.oxml.ns import qn

from tests.conftest import PRACTICE, SHORT_DECK
from tests.edits.rendered import render_deck

LONG = "staff:\n  clinician: {title: Stationsleitung Frau Dr. Oberhauser-Wiesendanger}\n"


def test_cards_beside_one_another_keep_one_size_in_every_program(write_deck: Callable[..., Path]) -> None:
    """LibreOffice works a stored font scale out anew for each card by itself: three sizes on one slide."""
    deck = SHORT_DECK.replace("use: []", "use: [rooming-refill]")
    made = render_deck(write_deck(deck, PRACTICE + LONG))
    number = made.ids.index("rooming-refill/your-turn")
    cards = [
        one for one in Presentation(io.BytesIO(made.files[0])).slides[number].shapes if one.name.startswith("Card")
    ]
    assert len(cards) == 3
    sizes = {
        tuple(letters.get("sz") for letters in card._element.txBody.find(qn("a:lstStyle")).iter(qn("a:defRPr")))
        for card in cards
    }
    assert len(sizes) == 1
    ((heading, words),) = sizes
    assert 2000 <= int(words) < 2400 < int(heading) + 400 < 3200
    assert [card._element.findall(f".//{qn('a:normAutofit')}") for card in cards] == [[], [], []]

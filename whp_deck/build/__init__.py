"""From files to files: load → gather → plan → fit → render → leak check → write whole.

In: the path of a deck file. Out: `build_deck` writes all that its `outputs:` name, `print_deck` the packet and handout
alone, `prepare_deck` stops before rendering. What is written beside the decks is in `outputs/`, one module each.
"""

from __future__ import annotations

from whp_deck.build.deck import Built, build_deck, print_deck, render_packages
from whp_deck.build.prepare import Prepared, prepare_deck

__all__ = ["Built", "Prepared", "build_deck", "prepare_deck", "print_deck", "render_packages"]

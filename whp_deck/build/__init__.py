"""From files to files: load → gather → plan → fit → render → leak check → write whole.

In: the path of a deck file. Out: `build_deck` writes all that its `outputs:` name, `print_deck` the packet and
handout alone, `prepare_deck` stops before rendering. Nothing is written before all of it is made and checked.
"""

from __future__ import annotations

from whp_deck.build.deck import Built, Prepared, build_deck, file_stem, prepare_deck, print_deck

__all__ = ["Built", "Prepared", "build_deck", "file_stem", "prepare_deck", "print_deck"]

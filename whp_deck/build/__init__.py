"""From files to files: load → gather → plan → fit → render → leak check → write whole.

In: the path of a deck file. Out: `build_deck` writes all that its `outputs:` name, `print_deck` the packet and
handout alone, `prepare_deck` stops before rendering. No deck, packet or handout is written before all of
them are made and checked; a share deck is made from its deck once that is in place, and is itself checked before.
"""

from __future__ import annotations

from whp_deck.build.deck import Built, build_deck, file_stem, print_deck, render_packages
from whp_deck.build.prepare import Prepared, prepare_deck

__all__ = ["Built", "Prepared", "build_deck", "file_stem", "prepare_deck", "print_deck", "render_packages"]

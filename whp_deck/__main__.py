"""`whp-deck` and `python -m whp_deck`: tells the version at once, and leaves everything else to the command line."""

from __future__ import annotations

import gc
import sys

from whp_deck import __version__


def main() -> None:
    """Run `whp-deck` with the arguments of the process."""
    if sys.argv[1:] == ["--version"]:
        print(f"whp-deck {__version__}")
        return
    # imports and models make many objects and no garbage: looking for some as often as usual costs a twentieth
    gc.set_threshold(50_000, 20, 20)
    from whp_deck.cli import main as run

    run()


if __name__ == "__main__":
    main()

"""`whp-deck` and `python -m whp_deck`: tells the version at once, and leaves everything else to the command line."""

from __future__ import annotations

import sys

from whp_deck import __version__


def main() -> None:
    """Run `whp-deck` with the arguments of the process."""
    if sys.argv[1:] == ["--version"]:
        print(f"whp-deck {__version__}")
        return
    from whp_deck.cli import main as run

    run()


if __name__ == "__main__":
    main()

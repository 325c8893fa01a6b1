"""`whp-deck` and `python -m whp_deck`: tells the version at once, and leaves everything else to the command line."""

from __future__ import annotations

import sys

from whp_deck import __version__
from whp_deck.ctrl_c import repeat_when_lost


def main() -> None:
    """Run `whp-deck` with the arguments of the process."""
    if sys.argv[1:] == ["--version"]:
        print(f"whp-deck {__version__}")
        return
    try:
        repeat_when_lost()
        from whp_deck.cli import main as run
    except KeyboardInterrupt:  # the quarter of a second before there are commands that could say it
        print("stopped", file=sys.stderr)
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()

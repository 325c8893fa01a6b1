"""`python -m whp_deck`: the command line."""

from whp_deck.cli import main

if __name__ == "__main__":
    main()

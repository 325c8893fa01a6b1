"""YAML → `Deck`: what the author wrote, read with line numbers, layered, edited and checked.

In: a deck file and the files it names. Out: `load_deck(path) → (Deck | None, [Problem])`, JSON Schemas.
Must not plan slides, open PowerPoint files, or raise on an author's mistake.
"""

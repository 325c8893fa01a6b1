"""Can our sentences hold the phrases that a practice wrote for them?

In: a `Deck`. Out: warnings for what cannot be put right while loading, as `content.phrases` does with a stop at the
end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whp_deck.config.deck import Deck
from whp_deck.content.decisions import Occasion
from whp_deck.content.phrases import is_prose
from whp_deck.errors import Problem

_INNER = {"when": "after rooming", "where": "in the exam room"}  # in the middle of sentences, with an example


def check_phrases(deck: Deck) -> Iterator[Problem]:
    """A warning for each moment and place with the end of a sentence in it: it is printed in the middle of others."""
    occasions = deck.facts.occasions
    listed: Sequence[Occasion] = getattr(deck.decisions, occasions)
    for number, occasion in enumerate(listed, 1):
        for field, example in _INNER.items():
            typed = getattr(occasion, field) or ""
            if is_prose(typed) or typed.endswith(("!", "?")):
                message = f"decisions.{occasions}[{occasion.id or number}].{field}: a sentence, and it is printed in the middle of others"
                hint = f"write it as a phrase, as `{example}`"
                yield Problem("phrase-expected", message, hint, occasion.place_of(field), "warning")

"""Slides that belong together: the question about a video makes no sense without the video.

In: ids and kinds in deck order. Out: the id that goes along. Must not look into a deck's edits: whether the deck wants the
question all the same is for whoever takes the slide out.
"""

from __future__ import annotations

from collections.abc import Mapping

from whp_deck.slides import KINDS

_KINDS = {str(kind.model_fields["kind"].default): kind for kind in KINDS}


def question_about(id: str, kinds: Mapping[str, str]) -> str:
    """The slide behind `id` if it is the question about it; "" for none. `kinds` are the kinds by id, in deck order."""
    line = list(kinds)
    behind = next(iter(line[line.index(id) + 1 :]), "")
    first, second = (_KINDS.get(kinds.get(one, "")) for one in (id, behind))
    return behind if first and second and second.asks_about and first.purpose == second.asks_about else ""

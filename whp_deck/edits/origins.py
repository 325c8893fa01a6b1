"""What the slides of a merge grew out of, collected while they are merged, for the stamp (`edits.bases` says what that is).

In: decisions, and what of them could not be done. Out: the manifests that say it. Must not decide or change slides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whp_deck.edits.bases import advance
from whp_deck.edits.decision import Decision
from whp_deck.edits.fields import Difference, differences
from whp_deck.office.snapshot import SlideSnapshot
from whp_deck.office.stamp import Manifest


class Origins:
    """`manifests` are those of what the configuration gives, by session."""

    def __init__(self, manifests: Sequence[Manifest]) -> None:
        self.manifests = manifests
        self._bases: dict[int, dict[str, SlideSnapshot]] = {}
        self._adopted: dict[int, list[str]] = {}

    def keep(self, decision: Decision, failed: Sequence[Difference] = ()) -> None:
        """What the person's slide has grown out of, where that is not what the configuration gives. `failed` did not come in."""
        assert decision.fresh is not None
        number, ours = decision.fresh[0], self.manifests[decision.fresh[0]].slides[decision.id]
        if decision.was is None or decision.base is None:
            return
        base = advance(decision.base, decision.was, failed)
        if differences(base, ours, both_ours=True):
            self._bases.setdefault(number, {})[decision.id] = base

    def keep_look(self, decision: Decision, failed: Sequence[Difference] = ()) -> None:
        """A slide that a person made stays as they made it; only words that are new in the files come in."""
        assert decision.fresh is not None
        assert decision.base is not None
        number, base = decision.fresh[0], decision.base
        if decision.was is not None:
            base = advance(base, decision.was, failed)
        self._bases.setdefault(number, {})[decision.id] = base
        self._adopted.setdefault(number, []).append(decision.id)

    def keep_deleted(self, decision: Decision, origin: SlideSnapshot) -> None:
        """What a person deleted, where the configuration gives something else by now: that it stays deleted is in dispute."""
        assert decision.fresh is not None
        number, ours = decision.fresh[0], self.manifests[decision.fresh[0]].slides[decision.id]
        if differences(origin, ours, both_ours=True):
            self._bases.setdefault(number, {})[decision.id] = origin

    def stamped(self) -> list[Manifest]:
        """The manifests with what was kept."""
        return [
            replace(one, bases=self._bases.get(number, {}), adopted=tuple(self._adopted.get(number, ())))
            for number, one in enumerate(self.manifests)
        ]

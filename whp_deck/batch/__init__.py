"""Many practices × decks: build what has changed, wherever there are processors, and say what became of each practice.

In: a list of practices, deck files, a folder. Out: `<folder>/<practice>/…`, `Outcome`s as they come, `batch.json` at the
end. Each practice is one job, built by `build.build_deck` in a process of its own pool or on a cluster; a job that fails
is recorded, and the others go on. Must not print.
"""

from __future__ import annotations

from whp_deck.batch.jobs import Options, Outcome
from whp_deck.batch.plan import plan_batch
from whp_deck.batch.refused import RefusedListError
from whp_deck.batch.run import Batch

__all__ = ["Batch", "Options", "Outcome", "RefusedListError", "plan_batch"]

"""What becomes of one slide in a merge, as `decide` says it and `merge` does it.

In: nothing (`decide` makes them). Out: frozen dataclasses. Must not decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from whp_deck.edits.fields import Difference
from whp_deck.edits.files import Place
from whp_deck.office.snapshot import SlideSnapshot

Action = Literal[
    "new",  # not there yet: ours comes in
    "keep",  # nothing of ours is new
    "fields",  # `ours` are taken over into the slide that is there
    "replace",  # ours takes the whole place
    "rebase",  # ours takes the whole place, then `theirs` are taken over into it
    "deleted",  # a person deleted it
    "drop",  # the configuration dropped it
    "retire",  # the configuration dropped it, a person had changed it
]


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one slide. `fresh` is (session, position) in what the configuration gives, `found` where it is now.

    `conflict` are the fields that both changed, `pending` those of the configuration that the slide does not get. `time` is
    the line with the minutes as it is in the notes and as it shall be, where it is not so yet. `is_apart`: of
    what both changed something is still in dispute. `is_agreed`: all that is new in the configuration is what the person had typed.
    `minutes_agreed`: the configuration gives other minutes now, which the person had typed. `counted` are the line with
    minutes that a person typed, which stays, and ours; with `minutes_disputed` both have other minutes than there were.
    `adopted`: a person made the slide, and how it looks is theirs. `was` is the slide from which both changes are told;
    `base` is what the person's slide has grown out of once `ours` are in it.
    """

    id: str
    action: Action
    fresh: tuple[int, int] | None = None
    built: Place | None = None
    found: Place | None = None
    ours: tuple[Difference, ...] = ()
    theirs: tuple[Difference, ...] = ()
    conflict: tuple[Difference, ...] = ()
    pending: tuple[Difference, ...] = ()
    config_changed: bool = False
    time: tuple[str, str] | None = None
    is_apart: bool = False
    is_agreed: bool = False
    minutes_agreed: bool = False
    counted: tuple[str, str] | None = None
    minutes_disputed: bool = False
    adopted: bool = False
    was: SlideSnapshot | None = None
    base: SlideSnapshot | None = None

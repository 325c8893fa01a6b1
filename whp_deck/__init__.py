"""whp-deck: a practice's decisions (YAML) and a PowerPoint template → a training deck that people can edit.

    config/*.yaml decks/*.yaml ──config──▶ Deck ──planner──▶ DeckPlan ──fit──▶ DeckPlan ──render──▶ .pptx
                                                                ▲                            │
    templates/*.pptx ──office.template──▶ Template ─────────────┘        checks ◀── every file

`load_deck` reads what authors wrote, `make_plan` says what will exist, `build_deck` goes from files to files.
They are imported on first use, so that `whp-deck --version` loads neither PowerPoint nor pydantic code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "build_deck", "load_deck", "make_plan"]

if TYPE_CHECKING:
    from whp_deck.build import build_deck
    from whp_deck.config.deck import load_deck
    from whp_deck.planner.plan import make_plan

_HOMES = {
    "build_deck": "whp_deck.build",
    "load_deck": "whp_deck.config.deck",
    "make_plan": "whp_deck.planner.plan",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""`whp-deck outline`: what a deck will be, as text or JSON, so that it can be reviewed without PowerPoint."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from whp_deck.plan import DeckPlan

EXAMPLE = "Example: whp-deck outline decks/monday-huddle.yaml"


def outline(
    deck: Annotated[Path, typer.Argument(metavar="DECK.yaml", help="The deck file.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Print sessions, slides, ids, kinds, minutes, left-out slides and open decisions."""
    from whp_deck.build import prepare_deck
    from whp_deck.cli.unseen import say_unseen
    from whp_deck.errors import enumerated, has_errors
    from whp_deck.planner.played import not_of_the_plan
    from whp_deck.render.outline import render_outline

    prepared = prepare_deck(deck)
    for problem in prepared.problems:
        typer.echo(f"{problem}\n", err=True)
    typer.echo(
        json.dumps(outline_data(prepared.plan), indent=2, ensure_ascii=False)
        if as_json
        else render_outline(prepared.plan)
    )
    if foreign := list(not_of_the_plan(prepared.deck, prepared.plan)):
        play = "plays" if len(foreign) == 1 else "play"
        key = prepared.deck.facts.occasions.removesuffix("s")
        typer.echo(
            f"\n{enumerated(foreign)} {play} what is not in your plan; `role_plays: use:` chooses others, and a role play that "
            f"belongs to one of your {key}s says so by `{key}:` with its `id`",
            err=True,
        )
    say_unseen(deck)
    if has_errors(prepared.problems):
        raise typer.Exit(1)


def outline_data(plan: DeckPlan) -> dict[str, Any]:
    """The outline as plain data."""
    return {
        "deck": plan.name,
        "practice": plan.practice,
        "sessions": [
            {
                "number": session.number,
                "name": session.name,
                "minutes": session.minutes,
                "slot": session.slot,
                "usable": session.usable,
                "meetings": [
                    {
                        "date": meeting.date.isoformat() if meeting.date else None,
                        "start": meeting.start.strftime("%H:%M") if meeting.start else None,
                        "place": meeting.place,
                    }
                    for meeting in session.meetings
                ],
                "slides": [
                    {
                        "slide": number,
                        "id": slide.id,
                        "kind": slide.kind,
                        "title": slide.title,
                        "part": slide.part,
                        "minutes": slide.minutes,
                        "hidden": slide.hidden,
                        "source": slide.source.path_and_line if slide.source else None,
                    }
                    for number, slide in enumerate(session.slides, 1)
                ],
            }
            for session in plan.sessions
        ],
        "left_out": [{"id": item.id, "title": item.title, "reason": item.reason} for item in plan.left_out],
        "open_decisions": [
            {
                "field": item.field,
                "question": item.question,
                "source": item.source.path_and_line if item.source else None,
            }
            for item in plan.open_decisions
        ],
    }

"""`whp-deck import`: what an existing presentation holds, and entries with which a deck can use its slides."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Literal

import typer

EXAMPLE = "Example: whp-deck import old.pptx > entries.yaml"


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE.pptx", help="The presentation.")],
    look: Annotated[
        Literal["adopt", "keep"],
        typer.Option(help="adopt = in the look of your deck; keep = with the design that they have."),
    ] = "adopt",
    deck: Annotated[
        Path | None,
        typer.Option(metavar="DECK.yaml", help="The deck that will take them: paths are written from there."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="What it holds as JSON, for programs.")] = False,
) -> None:
    """List an existing presentation's slides, and print entries to paste under `slides: add:` of a deck."""
    from whp_deck.office.deck_facts import read_deck_facts
    from whp_deck.render.listing import facts_data, list_slides, slide_entries

    facts = read_deck_facts(file)
    if as_json:
        typer.echo(json.dumps(facts_data(facts), indent=2, ensure_ascii=False))
        return
    typer.echo(list_slides(facts, file.name, look=look), err=True)
    if look == "keep" and deck is not None:
        _foresee_size(file.name, (facts.width, facts.height), deck)
    told = "" if deck else " The file's path counts from the deck: `--deck DECK.yaml` writes it so."
    where = "each with `after: ` and the id of the slide that it follows; without it they come last"
    typer.echo(f"\nPaste what you want under `slides: add:`, {where}.{told}\n", err=True)
    named = Path(os.path.relpath(file, deck.parent)) if deck else file
    typer.echo(slide_entries(facts, named.as_posix(), look=look))


def _foresee_size(name: str, theirs: tuple[int, int], deck: Path) -> None:
    """Tell now what the deck's build would: slides of another size cannot keep their look."""
    from whp_deck.build.copies import cannot_keep
    from whp_deck.build.prepare import slide_size

    ours = slide_size(deck)
    if ours is not None and any(abs(one - other) > 12700 for one, other in zip(theirs, ours, strict=True)):
        problem = cannot_keep(name, theirs, ours, None)
        typer.echo(f"\n{deck.name} will not take them so: {problem.message}\n\nhint: {problem.hint}", err=True)

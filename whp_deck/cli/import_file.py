"""`whp-deck import`: what an existing presentation holds, and entries with which a deck can use its slides."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Literal

import typer

EXAMPLE = "Example: whp-deck import old.pptx --deck decks/monday-huddle.yaml"


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE.pptx", help="The presentation.")],
    look: Annotated[
        Literal["adopt", "keep"],
        typer.Option(help="adopt = in the look of your deck; keep = with the design that they have."),
    ] = "adopt",
    deck: Annotated[
        Path | None,
        typer.Option(metavar="DECK.yaml", help="The deck that will take them: paths are written as seen from it."),
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
    where = "each with `after: ` and the id of the slide that it follows; without it they come last"
    typer.echo(f"\nPaste what you want under `slides: add:`, {where}.\n", err=True)
    folder, told = (deck.parent, "") if deck else _home_of_decks(file)
    named = _seen_from(folder, file) if folder else file
    typer.echo((f"# {told}\n" if told else "") + slide_entries(facts, named.as_posix(), look=look))


def _seen_from(folder: Path, file: Path) -> Path:
    try:
        return Path(os.path.relpath(file, folder))
    except ValueError:  # another drive on Windows
        return file.absolute()


def _home_of_decks(file: Path) -> tuple[Path | None, str]:
    """The one folder near with deck files, from which the file is named then, and in words from where it is named.

    The words go above the entries, as a comment: they are needed where these are pasted.
    """
    from whp_deck.config.wrong_files import find_decks
    from whp_deck.errors import command, show_path

    folders = {one.parent for one in find_decks(Path()) or find_decks(file.parent)}
    if len(folders) == 1:
        (folder,) = folders
        return folder, f"`file:` is as seen from the decks {'here' if folder == Path() else f'in {show_path(folder)}'}"
    better = command("import", file, "--deck DECK.yaml")
    return None, f"`file:` is as seen from here, and has to be as seen from your deck: {better} writes it so"


def _foresee_size(name: str, theirs: tuple[int, int], deck: Path) -> None:
    """Tell now what the deck's build would: slides of another size cannot keep their look."""
    from whp_deck.build.copies import cannot_keep
    from whp_deck.build.prepare import slide_size

    ours = slide_size(deck)
    if ours is not None and any(abs(one - other) > 12700 for one, other in zip(theirs, ours, strict=True)):
        problem = cannot_keep(name, theirs, ours, None)
        typer.echo(f"\n{deck.name} will not take them so: {problem.message}\n\nhint: {problem.hint}", err=True)

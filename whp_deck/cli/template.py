"""`whp-deck template`: what a PowerPoint template offers, and what becomes of our slides in it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from whp_deck.build.template import Inspection, PlaceholderFacts

EXAMPLE = "Example: whp-deck template inspect our-brand.potx --save --pictures"
PICTURE_WIDTH = 400

app = typer.Typer(
    help="Look into a PowerPoint template: its layouts, and what becomes of our slides in it.",
    no_args_is_help=True,
    epilog=EXAMPLE,
)


@app.callback()
def template() -> None:
    """Look into a PowerPoint template: its layouts, and what becomes of our slides in it."""


@app.command("inspect", epilog=EXAMPLE)
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .pptx or .potx file.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    save: Annotated[
        bool, typer.Option("--save", help="Write a `layouts:` map for the deck, FILE-layouts.yaml.")
    ] = False,
    details: Annotated[
        bool, typer.Option("--details", help="Also every layout and placeholder, and where each text goes.")
    ] = False,
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Draw a sample of each slide, FILE-layouts.png.")
    ] = False,
) -> None:
    """Say what a template can do for your deck, what will happen to the slides in it, and what cannot be read well.

    Files are written into the folder in which you are.
    """
    from whp_deck.build.template import inspect_template, layouts_map
    from whp_deck.cli.template_words import TOLD_HERE, plain_lines, wanted_lines

    inspection = inspect_template(file)
    if as_json:
        typer.echo(json.dumps(inspection_data(inspection), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(plain_lines(inspection)))
        if details:
            typer.echo("\n".join(["", *inspection_lines(inspection), *wanted_lines(inspection)]))
        for problem in inspection.problems:
            if details or problem.code not in TOLD_HERE:
                typer.echo(f"\n{problem}", err=True)
    if save:
        _save(Path(f"{file.stem}-layouts.yaml"), layouts_map(inspection))
    if pictures:
        _draw(Path(f"{file.stem}-layouts.png"), inspection)


def inspection_data(inspection: Inspection) -> dict[str, Any]:
    """The inspection as plain data. Inches and points."""
    return {
        "file": inspection.path.name,
        "width": inspection.width,
        "height": inspection.height,
        "made_from_ours": inspection.is_ours,
        "own_slides": inspection.slides,
        "own_footers": list(inspection.footers),
        "layouts_wanted": [asdict(layout) for layout in inspection.wanted],
        "layouts": [asdict(layout) for layout in inspection.layouts],
        "bindings": [asdict(binding) for binding in inspection.bindings],
        "problems": [
            {"severity": one.severity, "code": one.code, "message": one.message, "hint": one.hint}
            for one in inspection.problems
        ],
    }


def inspection_lines(inspection: Inspection) -> list[str]:
    """The inspection as two tables: their layouts, and ours."""
    count = len(inspection.layouts)
    lines = [f"{inspection.path.name}: {inspection.width:g} x {inspection.height:g} inches, {count} layouts", ""]
    for layout in inspection.layouts:
        kind = f"  ({layout.kind})" if layout.kind else ""
        carries = f"  carries {', '.join(layout.carries)}" if layout.carries else ""
        lines.append(f"“{layout.name}”{kind}{carries}")
        lines += [f"    {_placeholder(one)}" for one in layout.placeholders]
    lines += ["", "What becomes of our layouts:", ""]
    width = max((len(binding.name) for binding in inspection.bindings), default=0)
    for binding in inspection.bindings:
        places: dict[str, list[str]] = {}
        for slot, place in binding.slots.items():
            places.setdefault(place, []).append(slot)
        told = "; ".join(f"{', '.join(slots)} → {place}" for place, slots in places.items())
        lines.append(f"{binding.name:{width}}  “{binding.layout}”, {binding.how}: {told}")
    return lines


def _placeholder(one: PlaceholderFacts) -> str:
    size = f", {one.size:g} pt" if one.size else ""
    return f"{one.name}: {one.kind} {one.idx}, at {one.x:g}, {one.y:g}, {one.width:g} x {one.height:g}{size}"


def _save(path: Path, text: str) -> None:
    if path.exists() and path.read_text(encoding="utf-8", errors="replace") != text:
        typer.echo(f"{path} is there already and was not changed; rename it to get a fresh one", err=True)
        raise typer.Exit(4)
    from whp_deck.files import put_bytes

    put_bytes(path, text.encode())
    typer.echo(f"wrote {path}", err=True)


def _draw(path: Path, inspection: Inspection) -> None:
    from whp_deck.office.package import package_bytes
    from whp_deck.render.contact_sheet import contact_sheet
    from whp_deck.render.thumbnails import draw_thumbnails

    drawn = draw_thumbnails(package_bytes(inspection.sample, movies=False), width=PICTURE_WIDTH)
    if drawn.note:
        typer.echo(drawn.note, err=True)
    if drawn.pictures:
        path.write_bytes(contact_sheet([picture for _, picture in sorted(drawn.pictures.items())]))
        typer.echo(f"wrote {path}", err=True)

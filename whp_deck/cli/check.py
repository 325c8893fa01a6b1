"""`whp-deck check`: is a deck, or any PowerPoint file, fit to show?"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from whp_deck.build.check import Checked

EXAMPLE = "Example: whp-deck check decks/monday-huddle.yaml --html report.html"
_PICTURE_PIXELS = 960


def check(
    file: Annotated[Path, typer.Argument(metavar="DECK.yaml|FILE.pptx", help="A deck file, or any presentation.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also write a page: each slide with findings as a picture, the spots marked."
        ),
    ] = None,
    links: Annotated[bool, typer.Option("--links", help="Ask every web address whether it answers.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings and open decisions too.")] = False,
) -> None:
    """Find everything that can be wrong with a deck: accessibility, fit, time, people, leftovers, leaks, the package."""
    from whp_deck.build.check import check_deck_file, check_pptx

    today = dt.date.today()
    if file.suffix.lower() in (".pptx", ".potx", ".ppsx", ".pptm", ".ppt"):
        checked = check_pptx(file, today=today, links=links)
    else:
        checked = check_deck_file(file, today=today, links=links, strict=strict)
    if html is not None:
        _write_page(checked, html)
    if as_json:
        from whp_deck.cli.reports.check_json import findings_data

        typer.echo(json.dumps(findings_data(checked), indent=2, ensure_ascii=False))
    else:
        from whp_deck.cli.reports.check_text import render_findings

        typer.echo(render_findings(checked))
    if any(finding.severity == "error" or strict for finding in checked.findings):
        raise typer.Exit(1)


def _write_page(checked: Checked, path: Path) -> None:
    from whp_deck.cli.reports.check_html import render_page
    from whp_deck.files import put_bytes

    pictures, note = draw_pictures(checked)
    put_bytes(path, render_page(checked, pictures, note).encode())
    typer.echo(f"wrote {path.as_posix()}", err=True)


def draw_pictures(checked: Checked) -> tuple[dict[tuple[str, int], bytes], str]:
    """A picture of every slide of the files with findings, by file and number; and why some are missing."""
    from whp_deck.render.thumbnails import draw_thumbnails

    pictures: dict[tuple[str, int], bytes] = {}
    note = ""
    shown = {finding.file for finding in checked.findings if finding.slide}
    for file in checked.files:
        if file.name in shown:
            drawn = draw_thumbnails(file.data, width=_PICTURE_PIXELS)
            note = note or drawn.note
            pictures |= {(file.name, number): data for number, data in drawn.pictures.items()}
    return pictures, note

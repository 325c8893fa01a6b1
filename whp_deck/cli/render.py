"""`whp-deck render`: the slides of a deck as PDF or PNG, its notes pages, or all slides on one sheet."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whp_deck.office.package import Package

EXAMPLE = "Example: whp-deck render decks/monday-huddle.yaml --what sheet"


class What(StrEnum):
    """What is drawn."""

    slides = "slides"
    notes = "notes"
    sheet = "sheet"


class Format(StrEnum):
    """As what."""

    pdf = "pdf"
    png = "png"


class By(StrEnum):
    """Who draws."""

    auto = "auto"
    libreoffice = "libreoffice"
    built_in = "built-in"


def render(
    deck: Annotated[Path, typer.Argument(metavar="DECK.yaml|FILE.pptx", help="A deck file, or any .pptx file.")],
    what: Annotated[What, typer.Option(help="The slides, pages with notes, or all slides on one sheet.")] = What.slides,
    format: Annotated[Format | None, typer.Option(help="Default: pdf; a sheet is always png.")] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to; default: build/ beside the deck.")
    ] = None,
    width: Annotated[int, typer.Option(help="Width of a picture in pixels.", min=120, max=4000)] = 1600,
    by: Annotated[By, typer.Option(help="auto = LibreOffice where it is found.")] = By.auto,
    hidden: Annotated[bool, typer.Option("--hidden", help="Hidden slides too.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print files and problems only.")] = False,
) -> None:
    """Draw the slides, to look at them without PowerPoint."""
    from whp_deck.cli.progress import progress
    from whp_deck.cli.unseen import say_unseen
    from whp_deck.errors import show_path
    from whp_deck.files import put_bytes
    from whp_deck.office.package import package_bytes
    from whp_deck.render.fonts_here import missing_fonts
    from whp_deck.render.images import choose, read_pages
    from whp_deck.render.picture_pages import make_files

    if what is What.notes and format is Format.png:
        raise typer.BadParameter("notes pages are made as pdf", param_hint="--format")
    folder = output or (deck.parent / "build" if _is_deck_file(deck) else deck.parent)
    chosen = choose(by.value)
    if not quiet:
        named = "LibreOffice" if chosen == "libreoffice" else "the built-in renderer (no LibreOffice here)"
        typer.echo(f"drawn by {named if by is By.auto else chosen}", err=True)
    missing: dict[str, None] = {}
    for stem, title, language, package in progress(_packages(deck), "drawing", quiet=quiet):
        pages = read_pages(package)
        if chosen == "libreoffice":
            missing |= dict.fromkeys(missing_fonts(package))
        made = make_files(
            what.value,
            package_bytes(package, movies=False),  # LibreOffice would put them into the PDF
            pages,
            title=title,
            language=language,
            format=format.value if format else "pdf",
            width=width,
            by=chosen,
            hidden=hidden,
        )
        for ending, data in made.files:
            put_bytes(folder / f"{stem}{ending}", data)
            typer.echo(show_path(folder / f"{stem}{ending}"))
        if made.note:
            typer.echo(made.note, err=True)
    if missing:
        fonts = ", ".join(f"“{font}”" for font in missing)
        typer.echo(
            f"not on this computer: {fonts}; drawn in another font, so lines may break elsewhere than in PowerPoint",
            err=True,
        )
    if _is_deck_file(deck):
        say_unseen(deck)


def _is_deck_file(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml")


def _packages(deck: Path) -> Iterator[tuple[str, str, str, Package]]:
    """Each .pptx that is drawn, after the stem of its name, its title and its language. A deck file is built in memory; its files stay as they are."""
    from whp_deck.build import prepare_deck, render_packages
    from whp_deck.errors import InvalidDeckError, has_errors
    from whp_deck.office.package import open_package

    if not _is_deck_file(deck):
        yield deck.stem, deck.stem, "en", open_package(deck)
        return
    prepared = prepare_deck(deck)
    if has_errors(prepared.problems):
        raise InvalidDeckError(prepared.problems)
    for problem in prepared.problems:
        typer.echo(f"{problem}\n", err=True)
    for session, package in zip(prepared.plan.sessions, render_packages(prepared), strict=True):
        title = f"{session.name} – {prepared.plan.practice}"
        yield prepared.plan.stem_of(session), title, prepared.plan.language, package

"""`whp-deck doctor`: which optional parts this machine has, what each gives, and how to get what is missing."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable, Iterator
from typing import Annotated, NamedTuple

import typer

EXAMPLE = "Example: whp-deck doctor"


class Part(NamedTuple):
    """One part: `found` says what is there, empty = it is missing."""

    name: str
    found: str
    gives: str
    get: str = ""


def doctor(as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False) -> None:
    """Tell what is installed, and what each part is good for."""
    from whp_deck import __version__

    parts = list(_parts())
    if as_json:
        typer.echo(json.dumps([part._asdict() for part in parts], indent=2, ensure_ascii=False))
        return
    typer.echo(f"whp-deck {__version__}, Python {platform.python_version()}, {platform.system() or sys.platform}")
    width = max(len(part.name) for part in parts)
    for part in parts:
        typer.echo(f"\n{'yes' if part.found else 'no '}  {part.name:<{width}}  {part.found or 'not found'}")
        typer.echo(f"     {'':<{width}}  {part.gives}")
        if not part.found and part.get:
            typer.echo(f"     {'':<{width}}  to get it: {part.get}")
    missing = [part for part in parts if not part.found]
    most = (
        "Everything is here." if not missing else "What is missing is optional: decks and packets are made without it."
    )
    typer.echo(f"\n{most}")


def _parts() -> Iterator[Part]:
    yield Part("deck", _package("python-pptx"), "PowerPoint decks")
    yield Part("packet", _package("typst"), "packet and handout as PDF", "install whp-deck again")
    yield Part("Word", _package("python-docx"), "packet and handout as Word documents", "install whp-deck again")
    yield Part(
        "pictures",
        _package("betteroffice-pptx"),
        "quick pictures of slides in preview, render and packet",
        "pip install betteroffice-pptx",
    )
    yield Part("preview", _package("starlette"), "the page of `whp-deck preview`", "install whp-deck again")
    yield Part(
        "LibreOffice",
        _libreoffice(),
        "the truest pictures and PDFs in `whp-deck render`",
        "https://www.libreoffice.org, or your software center",
    )
    yield Part(
        "Calibri",
        _fonts(),
        "pictures that break lines as PowerPoint does",
        "a package named fonts-crosextra-carlito, or Microsoft Office's own fonts",
    )
    yield Part("movie stills", _package("av"), "a picture of your own movie on its slide", "pip install av")


def _package(name: str) -> str:
    import importlib.metadata  # takes as long to load as everything else that `--version` needs

    try:
        return f"{name} {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return ""


def _libreoffice() -> str:
    from whp_deck.render.images import find_libreoffice

    return _quietly(lambda: str(find_libreoffice() or ""))


def _fonts() -> str:
    """Calibri itself, or Carlito, which is as wide; our own font stands in for it where there is neither."""
    from whp_deck.render.thumbnails import font_names

    return _quietly(lambda: next((name for name in ("Calibri", "Carlito") if name in font_names()), ""))


def _quietly(find: Callable[[], str]) -> str:
    """A folder that may not be read is no reason to stop."""
    try:
        return find()
    except OSError:
        return ""

"""The summary at the end of a build: sessions, slides, minutes, files; a table for people, plain lines for programs.

In: what was built. Out: lines on stdout; what is no data on stderr. Colors only on a terminal, and not with NO_COLOR.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

_NAMED = 4  # files that are named; more are counted

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from whp_deck.build import Built
    from whp_deck.plan import Session


def print_summary(built: Built, deck: Path, *, dry_run: bool) -> None:
    """Print it: what was made first, what somebody has to look at last, where it is seen."""
    from whp_deck.cli.kept import say_kept
    from whp_deck.errors import command, counted, enumerated, show_path

    if sys.stdout.isatty():
        from rich.console import Console

        print_table(built, Console(highlight=False))
    else:
        _print_lines(built)
    sys.stdout.flush()
    say_kept(built.backups)
    if built.moved:
        typer.echo(
            f"of sessions that there are no longer, and moved: {enumerated([show_path(path) for path in built.moved])}",
            err=not dry_run,
        )
    for line in built.merged:
        typer.echo(line, err=not dry_run)
    if built.note:
        typer.echo(built.note, err=True)
    if zone := _zone_words(built):
        typer.echo(zone, err=True)
    if built.old_packets:
        typer.echo(f"the packets there are of an earlier build: {command('packet', deck)} makes them anew", err=True)
    if old := _of_earlier_builds(built):
        listed, it = enumerated([path.name for path in old[:_NAMED]]), "it" if len(old) == 1 else "them"
        more = f" and {counted(len(old) - _NAMED, 'more file')}" if len(old) > _NAMED else ""
        verb = (
            "is of an earlier build and not made any more"
            if it == "it"
            else "are of earlier builds and not made any more"
        )
        typer.echo(f"{listed}{more} {verb}: delete {it} when you need nothing from {it}", err=True)
    print_problems(built)
    if built.plan.open_decisions:
        count = len(built.plan.open_decisions)
        typer.echo(
            f"{counted(count, 'open decision')}: {command('outline', deck)} lists them",
            err=True,
        )
    if dry_run:
        typer.echo("dry run: this is what a build would say; nothing was written", err=True)
    typer.echo(f"next: {command('check', deck)} tells whether it is fit to show", err=True)


def _zone_words(built: Built) -> str:
    """In which time zone the calendar files say the meetings are: this computer's, as it is on the first day."""
    moments = sorted(
        dt.datetime.combine(meeting.date, meeting.start)
        for session in built.plan.sessions
        for meeting in session.meetings
        if meeting.date and meeting.start
    )
    if not moments or not any(file.suffix == ".ics" for file in built.files):
        return ""
    return f"times in the calendar files are those of this computer: {moments[0].astimezone():%Z (UTC%z)}"


def print_problems(built: Built) -> None:
    """Each problem with an empty line around it."""
    if built.problems:
        typer.echo("\n" + "\n\n".join(map(str, built.problems)) + "\n", err=True)


def _print_lines(built: Built) -> None:
    from whp_deck.errors import show_path

    files = {file.name: file for file in built.files}
    rows: list[tuple[str, str, str, str]] = []
    hidden: list[str] = []
    for session in built.plan.sessions:
        stem = built.plan.stem_of(session)
        file = files.pop(f"{stem}.pptx", None)
        own = _beside(built, stem)
        for name in own:
            files.pop(name)
        kinds = ", ".join(dict.fromkeys(own.values()))
        minutes = f"{session.minutes:g} of {session.slot:g} min"
        rows.append((show_path(file) if file else session.name, str(len(session.shown)), minutes, kinds))
        hidden.append(_hidden(session))
    names, slides, minutes_wide = (max(len(row[at]) for row in rows) for at in range(3))
    beside = max(map(len, hidden))
    for (name, count, minutes, kinds), more in zip(rows, hidden, strict=True):
        counted = f"{count:>{slides}} slides{more:<{beside}}"
        typer.echo(f"{name:<{names}}  {counted}  {minutes:<{minutes_wide}}  {kinds}".rstrip())
    if papers := _papers_words(built):
        typer.echo(papers)
    for other in files.values():
        typer.echo(show_path(other))


def _beside(built: Built, stem: str) -> dict[str, str]:
    """The files of a session beside its deck, and what each is: `monday-huddle-1-packet.pdf` is its packet."""
    stems = sorted((built.plan.stem_of(session) for session in built.plan.sessions), key=len, reverse=True)
    names = [file.name for file in built.files]
    mine = [name for name in names if next((s for s in stems if name.startswith(f"{s}-")), "") == stem]
    return {name: name.removeprefix(f"{stem}-").partition(".")[0] for name in mine}


def _of_earlier_builds(built: Built) -> list[Path]:
    """What lies beside the decks under a name of this deck, of a kind that was made now, but is not of this build."""
    made = {kind for session in built.plan.sessions for kind in _beside(built, built.plan.stem_of(session)).values()}
    made |= {"handout"} if "packet" in made else set()  # a session with nothing to hand out has none
    name = re.compile(rf"{re.escape(built.plan.file_stem)}(?:-\d+)?-(?:{'|'.join(sorted(made))})\.\w+")
    folders = dict.fromkeys(file.parent for file in built.files)
    warned = {one.message.partition(" ")[0] for one in built.problems if one.code == "edit-leftover"}
    return [
        path
        for folder in folders
        for path in sorted(folder.iterdir())
        if made and name.fullmatch(path.name) and path not in built.files and path.name not in warned
    ]


def _papers_words(built: Built) -> str:
    """How the files beside the decks are called; nothing when there are none."""
    forms: dict[str, list[str]] = {}
    for session in built.plan.sessions:
        for name, kind in _beside(built, built.plan.stem_of(session)).items():
            forms.setdefault(kind, []).append(Path(name).suffix)
    listed = (f"-{kind} ({', '.join(dict.fromkeys(suffixes))})" for kind, suffixes in forms.items())
    return f"beside the decks, named after them: {', '.join(listed)}" if forms else ""


def print_table(built: Built, console: Console) -> None:
    """The same as a table, with warnings counted."""
    from whp_deck.errors import counted, show_path

    console.print(_table(built))
    if papers := _papers_words(built):
        console.print(papers, markup=False)
    warnings = sum(problem.severity == "warning" for problem in built.problems)
    folders = dict.fromkeys(show_path(file.parent) for file in built.files)
    written = f"{counted(len(built.files), 'file')} in {', '.join(folders)}" if built.files else "no files"
    told = counted(warnings, "warning") if warnings else "no warnings"
    console.print(f"{written}, {told}", style="bold", markup=False)


def _table(built: Built) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table("Session", "Slides", "Minutes", "Deck", "Beside it", box=box.SIMPLE_HEAD, pad_edge=False)
    table.columns[1].justify = table.columns[2].justify = "right"
    table.columns[3].overflow = "fold"
    names = {file.name for file in built.files}
    for session in built.plan.sessions:
        stem = built.plan.stem_of(session)
        over = session.minutes > session.slot
        table.add_row(
            Text(f"{session.number}  {session.topic or (session.name if session.of == 1 else '')}".rstrip()),
            f"{len(session.shown)}{_hidden(session)}",
            Text(f"{session.minutes:g} of {session.slot:g}", style="bold red" if over else ""),
            Text(f"{stem}.pptx" if f"{stem}.pptx" in names else ""),
            Text(", ".join(dict.fromkeys(_beside(built, stem).values()))),
        )
    return table


def _hidden(session: Session) -> str:
    """` and 1 hidden to compare`, ` and 2 hidden, 1 of them to compare`: slides that are in the file and in no count."""
    hidden = [slide for slide in session.slides if slide.hidden]
    compared = sum(slide.purpose == "compare" for slide in hidden)
    if not hidden:
        return ""
    what = " to compare" if compared == len(hidden) else f", {compared} of them to compare" if compared else ""
    return f" and {len(hidden)} hidden{what}"

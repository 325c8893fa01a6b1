"""`whp-deck init`: asks a practice the design questions, writes its first files, builds, and says what to open."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from whp_deck.resources import USUAL_TOOLKIT, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whp_deck.cli.interview import KeptAnswers
    from whp_deck.config.questions import Group
    from whp_deck.config.toolkits import Toolkit
    from whp_deck.errors import WhpDeckError

EXAMPLE = "Example: whp-deck init our-practice"
KEPT = ".whp-deck-answers.json"


def _toolkits() -> str:
    """`warm-handoff-plus (usual), teach-back`; from the folders alone, as `--help` opens no file."""
    names = [file.parent.name for file in sorted(shipped("config/toolkits").glob("*/toolkit.yaml"), reverse=True)]
    return ", ".join(f"{name} (usual)" if name == USUAL_TOOLKIT else name for name in names)


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to; default: here.")] = Path(),
    toolkit: Annotated[str, typer.Option(metavar="NAME", help=f"What you train: {_toolkits()}.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: take suggestions, leave the rest open.")] = False,
    answers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A YAML file with the answers; asks nothing.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files; keeps a dated copy.")] = False,
    no_build: Annotated[bool, typer.Option("--no-build", help="Write the files, make no deck yet.")] = False,
    open_result: Annotated[bool, typer.Option("--open", help="Open the first deck when done.")] = False,
) -> None:
    """Answer questions about your practice; get its files and a first deck."""
    from whp_deck.config.ids import file_stem
    from whp_deck.config.questions import load_questions
    from whp_deck.config.toolkits import load_toolkit
    from whp_deck.errors import EditedOutputError, WhpDeckError, command

    kept = _kept(folder / KEPT)
    chosen = _choose_toolkit(toolkit or kept.toolkit)
    groups, known = load_questions(chosen), load_toolkit(chosen)
    practice = folder / "config" / "practice.yaml"
    given = _given(groups, known, yes=yes, answers=answers)
    if practice.exists() and not overwrite:
        another = Path("our-practice" if folder.name != "our-practice" else "our-practice-2")
        hint = (
            f"to start over, add --overwrite: it keeps a dated copy; or name another folder: {command('init', another)}"
        )
        raise EditedOutputError(practice, "is already there, and init does not write over it", (), hint)
    tree = given if given is not None else _interview(folder / KEPT, kept._replace(toolkit=chosen), groups, known)
    deck_tree = tree.get("deck") or {}
    deck = folder / "decks" / f"{file_stem(str(deck_tree.get('name') or known.facts.new_deck.name))}.yaml"
    try:
        if deck.exists() and not overwrite:
            hint = "give the deck another name, or add --overwrite: it keeps a dated copy"
            raise EditedOutputError(deck, "is already there, and init does not write over it", (), hint)
        logo = _bring_logo(tree, answers.parent if answers else Path(), practice.parent)
    except WhpDeckError as error:
        if given is not None:
            raise
        asked = ("deck", "name") if isinstance(error, EditedOutputError) else ("practice", "theme", "logo")
        _go_back_to(asked, error, folder / KEPT, groups)
    _tell_meetings(deck_tree.get("format"), known)
    _write(tree, groups, known, practice, deck)
    if logo:
        (practice.parent / logo.name).write_bytes(logo.read_bytes())
    (folder / KEPT).unlink(missing_ok=True)
    if not no_build:
        _build(deck, open_result=open_result)


def _choose_toolkit(name: str) -> str:
    from whp_deck.config.toolkits import load_toolkit, toolkit_names

    if name and name not in toolkit_names():
        known = ", ".join(f"{one} ({load_toolkit(one).facts.title})" for one in toolkit_names())
        raise typer.BadParameter(f"there is no toolkit {name}; choose one of: {known}", param_hint="--toolkit")
    return name or USUAL_TOOLKIT


def _given(groups: Sequence[Group], toolkit: Toolkit, *, yes: bool, answers: Path | None) -> dict[str, Any] | None:
    """Answers that need no interview, checked; None when somebody must be asked."""
    from whp_deck.config.answers import read_answers
    from whp_deck.config.questions import suggested_answers
    from whp_deck.errors import InvalidDeckError

    if answers:
        tree, problems = read_answers(answers, toolkit)
        if tree is None:
            raise InvalidDeckError(problems)
        for warning in problems:
            typer.echo(f"{warning}\n", err=True)
        _take_made_format(tree.get("deck") or {}, toolkit)
        return tree
    if yes:
        return suggested_answers(groups)
    return None


def _take_made_format(deck: dict[str, Any], toolkit: Toolkit) -> None:
    """So many meetings that cannot hold all slides get the format made for them, as the interview offers it."""
    from whp_deck.cli.planned_lengths import left_over, made_for
    from whp_deck.config.lengths import Length, length_of

    chosen = deck.get("format")
    length = length_of(chosen) if isinstance(chosen, str) else None
    if length and length.meetings and (made := made_for(toolkit.facts.name, length)):
        one = toolkit.formats[made]
        holds = Length(f"{one.minutes:g}", one.meetings)
        free = left_over(length, one.minutes, one.meetings)
        rest = f"; {free}" if free else ""
        deck["format"] = made
        typer.echo(f"all slides do not fit into {length}, so this takes `{made}`, made for {holds}{rest}", err=True)


def _interview(store: Path, kept: KeptAnswers, groups: Sequence[Group], toolkit: Toolkit) -> dict[str, Any]:
    """Hold the interview on the terminal; when it is broken off, the answers are kept for the next time."""
    from rich.console import Console

    from whp_deck.cli.interview import Say, hold_interview
    from whp_deck.cli.steps import asked_as
    from whp_deck.config.answers import as_map, check_answers
    from whp_deck.config.intake import Intake
    from whp_deck.errors import InvalidDeckError, show_path
    from whp_deck.files import put_bytes

    console = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else 100)

    def ask(prompt: str) -> str:
        console.print(prompt, end="", markup=False)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def keep(kept: KeptAnswers) -> None:
        put_bytes(store, json.dumps(kept._asdict(), ensure_ascii=False).encode())

    say = Say(lambda text, style: console.print(text, style=style or None, markup=False), ask)
    if kept.at:
        say.show("Welcome back. Your answers are still here; we go on where you stopped.", "bold")
    else:
        many = (
            f"{toolkit.facts.title}: {len(groups)} short groups of questions; then you have a deck. About ten minutes."
        )
        say.show(many, "bold")
    say.show(
        "Enter takes what stands in brackets; where there is nothing, it leaves the question open, to decide later. "
        "? (or: not sure) leaves it open, too, and so does -. < goes back. Ctrl-C stops and keeps your answers.",
        "",
    )
    try:
        tree = hold_interview(groups, kept, say, keep, today=dt.date.today())
    except (EOFError, KeyboardInterrupt):
        kept_words = f"Your answers are kept in {show_path(store)}; the same command goes on from there."
        say.show(f"\nStopped. {kept_words if store.exists() else 'Nothing was answered, and nothing is written.'}", "")
        raise typer.Exit(1) from None
    intake = Intake()
    check_answers(as_map(tree, lambda path: asked_as(groups, path)), intake, toolkit)
    if intake.problems:
        asked = next((one.source.file for one in intake.problems if one.source), "")
        _go_back_to(asked, InvalidDeckError(intake.problems), store, groups)
    return tree


def _go_back_to(asked: str | tuple[str, ...], error: WhpDeckError, store: Path, groups: Sequence[Group]) -> NoReturn:
    """End an interview whose answers cannot be used: it is told, and the same command goes on at the question that was
    `asked`.
    """
    from whp_deck.cli.steps import asked_as, make_steps
    from whp_deck.errors import show_path
    from whp_deck.files import put_bytes

    asked = asked if isinstance(asked, str) else asked_as(groups, asked)
    kept = _kept(store)
    at = next((step.key for step in make_steps(groups, kept.answers) if asked_as(groups, step.path) == asked), "")
    put_bytes(store, json.dumps(kept._replace(at=at)._asdict(), ensure_ascii=False).encode())
    there = (
        f"at {asked}: answer it anew there, and Enter keeps what you said behind it"
        if at
        else "from the first question"
    )
    typer.echo(
        f"{error}\n\nNothing is written yet, and your answers are kept in {show_path(store)}. Run the same command again: "
        f"it goes on {there}.",
        err=True,
    )
    raise typer.Exit(error.exit_code)


def _kept(store: Path) -> KeptAnswers:
    from whp_deck.cli.interview import KeptAnswers

    try:
        data = json.loads(store.read_text(encoding="utf-8"))
        return KeptAnswers(dict(data["answers"]), str(data["at"]), str(data.get("toolkit", "")))
    except (OSError, ValueError, KeyError, TypeError):
        return KeptAnswers({})


def _bring_logo(tree: dict[str, Any], beside: Path, home: Path) -> Path | None:
    """The logo's file, to be copied beside the practice's file; `tree` names the copy afterwards."""
    from whp_deck.errors import InvalidDeckError, Problem

    practice = tree.get("practice") or {}
    theme = practice.get("theme") or {}
    named = theme.get("logo")
    if not named:
        return None
    logo = beside / str(named).strip("\"'")
    if not logo.is_file():
        hint = "give the path of a PNG, JPEG or SVG file, or leave it out for now"
        place = practice.place_of("theme") if hasattr(practice, "place_of") else None
        raise InvalidDeckError([Problem("picture-missing", f"theme.logo: there is no file {named}", hint, place)])
    theme["logo"] = logo.name
    return None if logo.resolve().parent == home.resolve() else logo


def _write(tree: dict[str, Any], groups: Sequence[Group], toolkit: Toolkit, practice: Path, deck: Path) -> None:
    from whp_deck.build.text_files import put_text
    from whp_deck.cli.kept import say_kept
    from whp_deck.config.new_files import deck_text, practice_text
    from whp_deck.config.schema import NAMES, render_schema
    from whp_deck.errors import show_path, typed_path

    deck_tree = tree.get("deck") or {}
    files = {
        practice: practice_text(tree, groups),
        deck: deck_text(deck_tree, toolkit, practice="../config/practice.yaml", file_name=typed_path(deck)),
    }
    schemas = practice.parent / "schemas"
    files |= {schemas / f"{name}.json": render_schema(name) for name in NAMES}
    say_kept([copy for path, text in files.items() for copy in put_text(path, text, today=dt.date.today())])
    typer.echo(
        f"wrote {show_path(practice)} and {show_path(deck)}: open them in any editor, they explain themselves", err=True
    )


def _tell_meetings(chosen: object, toolkit: Toolkit) -> None:
    """How many meetings a format makes that says only how long one is; of the others it is known."""
    from whp_deck.cli.planned_lengths import meetings_words, with_fewer
    from whp_deck.config.lengths import Length, length_of

    open_ended = dict(chosen) if isinstance(chosen, Mapping) and not chosen.get("sessions") else {}
    length = length_of(chosen) if isinstance(chosen, str) else None
    if open_ended.get("minutes"):
        length = Length(str(open_ended["minutes"]))
    words = meetings_words(toolkit.facts.name, length) if length and not length.meetings else ""
    if length and words:
        fewer = with_fewer(toolkit.facts.name, length)
        instead = f"; instead, `format:` in the deck’s file can be {fewer}, with slides chosen for it" if fewer else ""
        typer.echo(f"that makes {words}, with all slides{instead}", err=True)


def _build(deck: Path, *, open_result: bool) -> None:
    from whp_deck.cli.build import build
    from whp_deck.errors import InvalidDeckError, bare_command, show_path

    try:
        build(deck, open_result=open_result)
    except InvalidDeckError as error:
        typer.echo(
            f"{error}\n\nYour files are written. Mend this in them, and then: {bare_command('build', deck)}", err=True
        )
        raise typer.Exit(error.exit_code) from None
    stem = deck.parent / "build"
    typer.echo(
        f"\nNow open {show_path(stem)}: the .pptx files are your slides, the packet is for whoever leads.\n"
        f"To see and change everything in your browser: {bare_command('preview', deck)}",
        err=True,
    )

"""`whp-deck batch`: many practices × decks → a folder for each practice, a summary, `batch.json`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from whp_deck.batch import Outcome
    from whp_deck.batch.engines import Engine
    from whp_deck.batch.jobs import Job

_INTERRUPTED = 130  # what shells call the end by Ctrl-C
_NAMED = 3  # practices that are named when many have the same mistake
_TOLD = 5  # practices whose conflicts are printed, and warnings; more would push the table out of sight
_LONGEST = 40  # letters of a practice's name
EXAMPLE = "Example: whp-deck batch practices.xlsx --deck decks/monday-huddle.yaml --network network.yaml --output out"


def batch(
    practices: Annotated[
        Path, typer.Argument(metavar="PRACTICES", help="A folder of practice files, or a .csv or .xlsx: one row each.")
    ],
    decks: Annotated[list[Path], typer.Option("--deck", metavar="DECK.yaml", help="A deck file; may be repeated.")],
    output: Annotated[Path, typer.Option(metavar="DIR", help="Where to: a folder for each practice.")] = Path("build"),
    network: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What practices share, under those that name no network.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes here; default: one for each core.")] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="tcp://HOST:PORT", help="Build on the workers of a Dask scheduler.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace edited files; keeps a dated copy.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Build in spite of problems in the content.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings and open decisions too.")] = False,
    no_packet: Annotated[bool, typer.Option("--no-packet", help="The .pptx files alone.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print failures only.")] = False,
) -> None:
    """Build decks for many practices; what has not changed since the last time is left alone."""
    import datetime as dt

    from whp_deck.batch import Options, plan_batch
    from whp_deck.cli.progress import progress

    if scheduler is not None:
        from whp_deck.batch.cluster import is_address

        if not is_address(scheduler):
            message = f"`{scheduler}` is no address; write tcp://HOST:PORT, tls://HOST:PORT or HOST:PORT"
            raise typer.BadParameter(message, param_hint="--scheduler")
    options = Options(overwrite, draft, strict, not no_packet, dt.date.today())
    planned = plan_batch(practices, decks, output, network=network, options=options)
    for problem in planned.problems:
        typer.echo(f"{problem}\n", err=True)

    def engine(jobs: Sequence[Job]) -> Engine:
        if scheduler is not None:
            from whp_deck.batch.cluster import Cluster

            return Cluster(scheduler, jobs)
        from whp_deck.batch.engines import Processes

        return Processes(workers)

    try:
        for _ in progress(planned.run(engine), "practices", total=len(planned), quiet=quiet, timed=True):
            pass
    except KeyboardInterrupt:
        done = f"stopped after {len(planned.finish())} of {len(planned)} practices"
        typer.echo(f"{done}; the same command goes on from there", err=True)
        raise typer.Exit(_INTERRUPTED) from None
    outcomes = planned.finish()
    show_summary(outcomes, output, planned.not_listed(), above=len(planned.problems), quiet=quiet)
    if any(outcome.status == "failed" for outcome in outcomes):
        raise typer.Exit(1)


def show_summary(
    outcomes: Sequence[Outcome],
    output: Path,
    not_listed: Sequence[str] = (),
    *,
    above: int = 0,
    quiet: bool = False,
) -> None:
    """A row for each practice on stdout; what somebody has to look at, failures and totals on stderr.

    `above` are the warnings about the list itself, told before anything was built: a long table has pushed them away.
    """
    from whp_deck.batch.run import REPORT
    from whp_deck.errors import show_path

    ordered = sorted(outcomes, key=_need)
    rows = [_row(outcome) for outcome in ordered if not (quiet and outcome.status != "failed")]
    # the folder last: it is as long as a name, and is not what the list says where that has letters that a disk refuses
    head = ("practice", "status", "files", "minutes", "open", "warnings", "folder")
    if rows:
        widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
        for row in (head, *rows):
            cells = [f"{row[0]:<{widths[0]}}", f"{row[1]:<{widths[1]}}"]
            cells += [f"{cell:>{width}}" for cell, width in zip(row[2:-1], widths[2:-1], strict=True)]
            typer.echo("  ".join((*cells, row[-1])))
    if not quiet:
        _show_warnings(ordered, show_path(output / REPORT))
        _show_conflicts(ordered)
    for failed, texts in _together(outcomes, lambda one: one.failures):
        typer.echo(f"\n{_all_named(failed)}:\n" + "\n\n".join(texts), err=True)
    if not_listed:
        typer.echo(f"\nnot in the list any more: {', '.join(not_listed)}", err=True)
    if above:
        typer.echo(f"\nwarnings about the list itself, above the table: {above}", err=True)
    counts = [sum(one.status == status for one in outcomes) for status in ("built", "unchanged", "failed")]
    total = "{} built, {} unchanged, {} failed".format(*counts)
    typer.echo(f"{total}; {show_path(output / REPORT)} has the details", err=True)


def _together(
    outcomes: Sequence[Outcome], texts_of: Callable[[Outcome], Iterable[str]]
) -> list[tuple[list[Outcome], list[str]]]:
    """Who has what to be told; what many have in common stands once: a slip in a deck is told by all of its practices."""
    owners: dict[str, dict[str, Outcome]] = {}
    for outcome in outcomes:
        for text in (part for whole in texts_of(outcome) for part in _parts(whole)):
            owners.setdefault(text, {})[outcome.folder] = outcome
    together: dict[tuple[str, ...], tuple[list[Outcome], list[str]]] = {}
    for text, ones in owners.items():
        together.setdefault(tuple(ones), (list(ones.values()), []))[1].append(text)
    return list(together.values())


def _parts(failure: str) -> list[str]:
    """The problems in it, each with its hint; whatever is no list of problems stays whole."""
    parts = re.split(r"\n\n(?!hint: )", failure)
    return parts if all(part.partition("\n")[0].endswith("]") for part in parts) else [failure]


def _all_named(outcomes: Sequence[Outcome]) -> str:
    named = [_named(one) for one in outcomes]
    more = f" and {len(outcomes) - _NAMED} others" if len(outcomes) > _NAMED else ""
    if earlier := sum(bool(one.earlier_files) for one in outcomes[_NAMED:]):
        more += f" ({earlier} of them with files of an earlier run in their folders)"
    return f"{', '.join(named[:_NAMED])}{more}"


def _named(outcome: Outcome) -> str:
    earlier = f" (files of an earlier run are still in {outcome.earlier_files})" if outcome.earlier_files else ""
    return f"{_short(outcome.name)} ({outcome.folder}){earlier}"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _show_warnings(ordered: Sequence[Outcome], report: str) -> None:
    """What practices were built in spite of, those with most of it last; conflicts with edits are told by themselves."""
    told = _together([one for one in reversed(ordered) if one.status != "failed"], lambda one: one.content_warnings)
    for owners, texts in reversed(told[:_TOLD]):
        typer.echo(f"\n{_all_named(owners)}:\n" + "\n\n".join(texts), err=True)
    if len(told) > _TOLD:
        typer.echo(f"\n… and more warnings of {len(told) - _TOLD} practices or groups of them, in {report}", err=True)


def _show_conflicts(ordered: Sequence[Outcome]) -> None:
    """What was edited and has to be looked at, for the few who need it most; the report has all of them."""
    worst = [outcome for outcome in reversed(ordered) if outcome.edit_conflicts]
    for outcome in worst[:_TOLD]:
        for text in outcome.edit_conflicts:
            typer.echo(f"{outcome.name} ({outcome.place}): {text.rpartition(' [')[0]}", err=True)
    if len(worst) > _TOLD:
        typer.echo(f"… and {len(worst) - _TOLD} more practices with edits to look at", err=True)


def _need(outcome: Outcome) -> tuple[bool, int, int, int]:
    """Who needs a call stands last, above the prompt: failed, then conflicts with edits, warnings, open decisions."""
    decisions, warnings = _counts(outcome)
    return outcome.status == "failed", len(outcome.edit_conflicts), warnings, decisions


def _counts(outcome: Outcome) -> tuple[int, int]:
    """Open decisions and warnings of all decks."""
    decks = [deck for deck in outcome.decks if not deck.failure]
    return sum(deck.open_decisions for deck in decks), sum(len(deck.warnings) for deck in decks)


def _row(outcome: Outcome) -> tuple[str, ...]:
    minutes = "+".join(f"{minutes:g}" for deck in outcome.decks if not deck.failure for minutes in deck.minutes)
    status = "built, edits kept" if outcome.status == "built" and outcome.keeps_edits else outcome.status
    return (_short(outcome.name), status, str(len(outcome.files)), minutes, *map(str, _counts(outcome)), outcome.folder)

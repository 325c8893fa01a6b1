"""`whp-deck batch`: many practices × decks → a folder for each practice, a summary, `batch.json`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from whp_deck.batch import Batch, Outcome
    from whp_deck.batch.engines import Engine
    from whp_deck.batch.jobs import Job
    from whp_deck.ctrl_c import Heard

_INTERRUPTED = 130  # what shells call the end by Ctrl-C
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
    no_packet: Annotated[bool, typer.Option("--no-packet", help="Leave packet and handout out.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be built, and write nothing.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print failures only.")] = False,
) -> None:
    """Build decks for many practices; what has not changed since the last time is left alone."""
    from whp_deck.ctrl_c import Heard

    with Heard() as ctrl_c:
        try:
            ways = (overwrite, draft, strict, not no_packet)
            planned = _planned(practices, decks, output, network, scheduler, ways, dry_run=dry_run)
            ctrl_c.look()
            _show_list(planned, dry_run=dry_run)
            ctrl_c.look()
            if dry_run:
                raise typer.Exit(_foresee(planned, quiet=quiet))
        except KeyboardInterrupt:
            ctrl_c.answered()
            typer.echo("stopped before anything was built; the same command begins again", err=True)
            raise typer.Exit(_INTERRUPTED) from None
        try:
            is_whole = _run(planned, workers, scheduler, ctrl_c, quiet=quiet)
            outcomes = planned.finish()
            ctrl_c.look()
            _show_outcomes(planned, outcomes, is_whole=is_whole, quiet=quiet)
        except KeyboardInterrupt:
            ctrl_c.answered()
            typer.echo(
                "stopped while the summary was made; what is built stays, the same command goes on from there", err=True
            )
            raise typer.Exit(_INTERRUPTED) from None
    if not is_whole:
        raise typer.Exit(_INTERRUPTED)
    if any(outcome.status == "failed" for outcome in outcomes):
        raise typer.Exit(1)


def _planned(
    practices: Path,
    decks: Sequence[Path],
    output: Path,
    network: Path | None,
    scheduler: str | None,
    ways: tuple[bool, bool, bool, bool],
    *,
    dry_run: bool,
) -> Batch:
    """What is to be done; ends the command when the list cannot be taken. `ways` are the options of each build."""
    import datetime as dt

    from whp_deck.batch import Options, RefusedListError, plan_batch
    from whp_deck.cli.batch_summary import show_calls
    from whp_deck.errors import counted

    if scheduler is not None:
        from whp_deck.batch.cluster import is_address

        if not is_address(scheduler):
            message = f"`{scheduler}` is no address; write tcp://HOST:PORT, tls://HOST:PORT or HOST:PORT"
            raise typer.BadParameter(message, param_hint="--scheduler")
    try:
        options = Options(*ways, dt.date.today())
        return plan_batch(practices, decks, output, network=network, options=options, dry_run=dry_run)
    except RefusedListError as error:
        errors = sum(problem.severity == "error" for problem in error.problems)
        mend, warned = errors - error.of_one, len(error.problems) - errors
        out = "leaves out its practice" if error.of_one == 1 else "leave out their practices"
        also = f", and {error.of_one} more that only {out}" if error.of_one else ""
        also += f" ({counted(warned, 'more warning')})" if warned else ""
        typer.echo(error, err=True)
        if ways[1]:
            typer.echo(
                "\n--draft does not help here: it builds in spite of what decks say, and a list is mended first",
                err=True,
            )
        if error.way_on:
            typer.echo(f"\n{error.way_on}", err=True)
        if error.known is not None and error.known.calls():
            show_calls(error.known, error.calls)
        else:
            typer.echo(f"\n{error.calls}" if error.calls else "", err=True)
        typer.echo(f"{counted(mend, 'problem')} to mend{also}; nothing was built", err=True)
        raise typer.Exit(error.exit_code) from None


def _show_list(planned: Batch, *, dry_run: bool) -> None:
    """What is odd in the list, while it can still be mended first."""
    for problem in planned.told_first:
        typer.echo(f"{problem}\n", err=True)
    if hopeless := planned.hopeless:
        from whp_deck.cli.batch_words import all_named
        from whp_deck.errors import counted

        more = "" if dry_run else "; to mend the list first, stop with Ctrl-C; the same command goes on from there"
        who = f"{len(hopeless)} of {counted(len(planned), 'practice')} cannot be built, as the list shows"
        typer.echo(f"{who}: {all_named(hopeless)}{more}\n", err=True)


def _foresee(planned: Batch, *, quiet: bool) -> int:
    """Say what would be built; the exit code is that of a run in which the same practices fail."""
    from whp_deck.cli.batch_foreseen import show_foreseen

    foreseen = list(planned.foresee())
    show_foreseen(foreseen, planned.to_call(), planned.why_again(), quiet=quiet)
    return int(any(one.status == "failed" for one in foreseen))


def _run(planned: Batch, workers: int | None, scheduler: str | None, ctrl_c: Heard, *, quiet: bool) -> bool:
    """Build; False when Ctrl-C has stopped it."""
    from whp_deck.cli.progress import progress

    def engine(jobs: Sequence[Job]) -> Engine:
        if not quiet and (why := planned.why_again()):
            typer.echo(why, err=True)
        if scheduler is not None:
            from whp_deck.batch.cluster import Cluster

            return Cluster(scheduler, jobs)
        from whp_deck.batch.engines import Processes

        return Processes(workers)

    try:
        for _ in progress(planned.run(engine), "practices", total=len(planned), quiet=quiet, timed=True):
            ctrl_c.look()
    except KeyboardInterrupt:
        ctrl_c.answered()
        return False
    return True


def _show_outcomes(planned: Batch, outcomes: Sequence[Outcome], *, is_whole: bool, quiet: bool) -> None:
    """The summary; after Ctrl-C nobody waits for a long table: what is done and has nothing to tell is only counted."""
    from whp_deck.cli.batch_summary import MOST_ROWS, MOST_STOPPED, show_summary

    if is_whole or outcomes or planned.calls or any(one.edit_conflicts for one in planned.not_done):
        show_summary(
            outcomes,
            planned.output,
            planned.not_listed(),
            told_before=planned.told_before,
            moved=planned.moved(),
            not_done=planned.not_done,
            ways=planned.ways,
            above=planned.problems,
            call_list=planned.calls,
            deck=planned.deck,
            quiet=quiet,
            most=MOST_ROWS if is_whole else MOST_STOPPED,
        )
    if not is_whole:
        done = f"stopped after {len(outcomes)} of {len(planned)} practices"
        typer.echo(f"{done}; the same command goes on from there", err=True)

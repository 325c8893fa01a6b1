"""`whp-deck batch`: many practices × decks → a folder for each practice, a summary, `batch.json`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from whp_deck.batch.engines import Engine
    from whp_deck.batch.jobs import Job

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
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print failures only.")] = False,
) -> None:
    """Build decks for many practices; what has not changed since the last time is left alone."""
    import datetime as dt

    from whp_deck.batch import Options, plan_batch
    from whp_deck.cli.batch_summary import show_summary
    from whp_deck.cli.progress import progress
    from whp_deck.errors import InvalidDeckError, counted

    if scheduler is not None:
        from whp_deck.batch.cluster import is_address

        if not is_address(scheduler):
            message = f"`{scheduler}` is no address; write tcp://HOST:PORT, tls://HOST:PORT or HOST:PORT"
            raise typer.BadParameter(message, param_hint="--scheduler")
    options = Options(overwrite, draft, strict, not no_packet, dt.date.today())
    try:
        planned = plan_batch(practices, decks, output, network=network, options=options)
    except InvalidDeckError as error:
        mend = sum(problem.severity == "error" for problem in error.problems)
        warned = len(error.problems) - mend
        also = f" ({counted(warned, 'more warning')})" if warned else ""
        typer.echo(f"{error}\n\n{counted(mend, 'problem')} to mend{also}; nothing was built", err=True)
        raise typer.Exit(error.exit_code) from None
    for problem in planned.told_first:
        typer.echo(f"{problem}\n", err=True)
    if hopeless := planned.hopeless:
        more = "to mend the list first, stop with Ctrl-C; the same command goes on from there"
        typer.echo(f"{hopeless} of {counted(len(planned), 'practice')} cannot be built; {more}\n", err=True)

    def engine(jobs: Sequence[Job]) -> Engine:
        if scheduler is not None:
            from whp_deck.batch.cluster import Cluster

            return Cluster(scheduler, jobs)
        from whp_deck.batch.engines import Processes

        return Processes(workers)

    interrupted = False
    try:
        for _ in progress(planned.run(engine), "practices", total=len(planned), quiet=quiet, timed=True):
            pass
    except KeyboardInterrupt:
        interrupted = True
    outcomes = planned.finish()
    # after Ctrl-C nobody waits for a long table: what is done and has nothing to tell is only counted
    if not interrupted:
        show_summary(
            outcomes,
            output,
            planned.not_listed(),
            ways=planned.ways,
            above=len(planned.problems),
            call_list=planned.calls,
            quiet=quiet,
        )
    else:
        if outcomes:
            show_summary(
                outcomes,
                output,
                not_done=planned.not_done,
                above=len(planned.problems),
                call_list=planned.calls,
                quiet=quiet,
                most=0,
            )
        typer.echo(
            f"stopped after {len(outcomes)} of {len(planned)} practices; the same command goes on from there", err=True
        )
        raise typer.Exit(_INTERRUPTED)
    if any(outcome.status == "failed" for outcome in outcomes):
        raise typer.Exit(1)

"""What `batch --dry-run` prints: what would be built, whom to call. In: outcomes that are foreseen. Out: lines on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from whp_deck.cli.batch_summary import show_calls, show_misfiled
from whp_deck.cli.batch_words import NUMBERS, all_named, in_rows, listed, short

if TYPE_CHECKING:
    from whp_deck.batch import Outcome
    from whp_deck.batch.triage import Triage


def show_foreseen(foreseen: Sequence[Outcome], known: Triage, why: str = "", *, quiet: bool = False) -> None:
    """What a run would do, for `--dry-run`: those "not done" would be built; `known` says whom to call, `why` most are due."""
    from whp_deck.batch.triage import together

    due = [one for one in foreseen if one.status == "not done"]
    if due and not quiet:
        rows = [one.row for one in due]
        named = in_rows(rows, NUMBERS) if all(rows) else listed([short(one.name) for one in due])
        typer.echo(f"to build: {'all practices' if len(due) == len(foreseen) else named}", err=True)
        if why:
            typer.echo(why, err=True)
    for ones, told in together(foreseen, lambda one: one.failures):
        typer.echo(f"\n{all_named(ones)}:\n" + "\n\n".join(map(str, told)) + "\n", err=True)
    if not quiet:
        for ones, told in together(foreseen, lambda one: one.content_warnings):
            typer.echo(f"\n{all_named(ones)}:\n" + "\n\n".join(map(str, told)), err=True)
        show_misfiled([one for one in foreseen if one.status != "failed"])
        show_calls(known)
    if due and not quiet:
        typer.echo("building may find others that cannot be built, as where a text is too long for its slide", err=True)
    unchanged, failed = (sum(one.status == status for one in foreseen) for status in ("unchanged", "failed"))
    typer.echo(
        f"dry run: {len(due)} to build, {unchanged} unchanged, {failed} that cannot be built; nothing was written",
        err=True,
    )

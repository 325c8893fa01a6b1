"""What is printed when a batch is done: a table on stdout; what somebody has to do, failures and totals on stderr.

In: outcomes. Out: lines, those that matter most last, above the prompt. With many practices the table leaves out those
that nobody has to look at: `batch.json` has all. Must not build anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from whp_deck.batch import Outcome
    from whp_deck.batch.triage import Triage

MOST_ROWS = 40  # of a table in which the clean ones stand too
_NAMED = 3  # practices that are named when many have the same mistake
_TOLD = 5  # practices whose conflicts are printed, and warnings; more would push the table out of sight
_CALLS = 10  # practices to call that are listed, and folders of those that have left the list
_LONGEST = 40  # letters of a practice's name


def show_summary(
    outcomes: Sequence[Outcome],
    output: Path,
    not_listed: Sequence[str] = (),
    *,
    above: int = 0,
    quiet: bool = False,
    most: int = MOST_ROWS,
) -> None:
    """A row for each practice, with more than `most` for each that is not clean; then what is to be done.

    `above` are the warnings about the list itself, told before anything was built: a long table has pushed them away.
    """
    from whp_deck.batch.run import REPORT
    from whp_deck.batch.triage import together, triage
    from whp_deck.errors import counted, show_path

    known, report = triage(outcomes), show_path(output / REPORT)
    ordered = sorted(outcomes, key=lambda one: _need(one, known))
    shown = [one for one in ordered if len(outcomes) <= most or not known.is_clean(one)]
    _show_table([one for one in shown if not quiet or one.status == "failed"], known)
    if not quiet:
        if clean := len(ordered) - len(shown):
            typer.echo(f"{counted(clean, 'clean practice')} not in this table: {report} has all", err=True)
        _show_open(known)
        _show_warnings(ordered, report)
        _show_conflicts(ordered)
    for failed, texts in together(outcomes, lambda one: one.failures):
        typer.echo(f"\n{_all_named(failed)}:\n" + "\n\n".join(texts), err=True)
    if not_listed:
        more = f" and {len(not_listed) - _CALLS} more, in {report}" if len(not_listed) > _CALLS else ""
        typer.echo(f"\nnot in the list any more: {', '.join(not_listed[:_CALLS])}{more}", err=True)
        typer.echo(
            f"their folders are still in {show_path(output)}, and nothing renews them: delete a folder that nobody needs; if the "
            "practice has a new name, write its old folder into a column `folder`, and its edits stay",
            err=True,
        )
    if above:
        _show_list_warnings(outcomes, above)
    if not quiet:
        _show_calls(list(reversed(ordered)), known, report)
    counts = [sum(one.status == status for one in outcomes) for status in ("built", "unchanged", "failed")]
    total = "{} built, {} unchanged, {} failed".format(*counts)
    typer.echo(f"{total}; {report} has the details", err=True)


def _show_table(outcomes: Sequence[Outcome], known: Triage) -> None:
    # the folder last: it is as long as a name, and is not what the list says where that has letters that a disk refuses
    head = ("row", "practice", "status", "files", "minutes", "open", "warnings", "folder")
    rows = [_row(outcome, known) for outcome in outcomes]
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    first = 0 if any(row[0] for row in rows) else 1  # files in a folder have no rows
    for row in (head, *rows):
        cells = [
            f"{cell:<{width}}" if name in ("practice", "status") else f"{cell:>{width}}"
            for name, cell, width in zip(head[:-1], row[:-1], widths[:-1], strict=True)
        ]
        typer.echo("  ".join((*cells[first:], row[-1])))


def _row(outcome: Outcome, known: Triage) -> tuple[str, ...]:
    minutes = "+".join(f"{minutes:g}" for deck in outcome.decks if not deck.failure for minutes in deck.minutes)
    status = "built, edits kept" if outcome.status == "built" and outcome.keeps_edits else outcome.status
    numbers = str(len(known.own_open(outcome))), str(_warnings(outcome))
    row = str(outcome.row or "")
    return (row, _short(outcome.name), status, str(len(outcome.files)), minutes, *numbers, outcome.folder)


def _show_open(known: Triage) -> None:
    """What the network's file and the toolkit leave open for everybody: no practice needs a call for it."""
    from whp_deck.batch.triage import short_field

    if not known.open_for_all:
        return
    everybody = all(many == known.counted for many in known.open_for_all.values())
    named = [
        short_field(name) + ("" if many == known.counted else f" ({many} of {known.counted})")
        for name, many in known.open_for_all.items()
    ]
    who = "all" if everybody else "all or nearly all"
    typer.echo(f"{len(named)} open for {who}, not counted above: {', '.join(named)}", err=True)


def _all_named(outcomes: Sequence[Outcome]) -> str:
    from whp_deck.errors import counted

    named = [_named(one) for one in outcomes]
    more = f" and {counted(len(outcomes) - _NAMED, 'other')}" if len(outcomes) > _NAMED else ""
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
    from whp_deck.batch.triage import together

    told = together([one for one in reversed(ordered) if one.status != "failed"], lambda one: one.content_warnings)
    for owners, texts in reversed(told[:_TOLD]):
        typer.echo(f"\n{_all_named(owners)}:\n" + "\n\n".join(texts), err=True)
    if (more := len(told) - _TOLD) > 0:
        who = "1 practice or group" if more == 1 else f"{more} practices or groups"
        typer.echo(f"\n… and more warnings of {who} of them, in {report}", err=True)


def _show_conflicts(ordered: Sequence[Outcome]) -> None:
    """What was edited and has to be looked at, for the few who need it most; what to do stands once, below all whom it helps."""
    from whp_deck.errors import counted

    worst = [outcome for outcome in reversed(ordered) if outcome.edit_conflicts]
    if worst:
        typer.echo(err=True)
    by_hint: dict[str, list[str]] = {}
    for outcome in worst[:_TOLD]:
        for text, hint in outcome.edit_conflicts:
            told = f"{outcome.name} ({outcome.place}): {text.rpartition(' [')[0]}"
            by_hint.setdefault(hint, []).append(told)
    for number, (hint, lines) in enumerate(by_hint.items()):
        all_of_them = "hint, for " + ("both: " if len(lines) == 2 else f"all {len(lines)}: ")
        words = hint.replace("hint: ", all_of_them, 1) if len(lines) > 1 else hint
        typer.echo("\n" * (number > 0) + "\n".join(lines) + (f"\n\n{words}" if hint else ""), err=True)
    if (more := len(worst) - _TOLD) > 0:
        typer.echo(f"… and {counted(more, 'more practice', 'more practices')} with edits to look at", err=True)


def _show_list_warnings(outcomes: Sequence[Outcome], above: int) -> None:
    """What was told of rows before anything was built, in one line each: the table has pushed it out of sight."""
    from whp_deck.batch.triage import in_one_line
    from whp_deck.errors import counted

    rows = [(one, texts) for one in sorted(outcomes, key=lambda one: one.row) if (texts := _not_told_again(one))]
    typer.echo(f"\nwarnings about the list itself: {above}, with what to do above the table", err=True)
    for one, texts in rows[:_CALLS]:
        typer.echo(f"  {_whom(one)}: {in_one_line(texts)}", err=True)
    if (more := len(rows) - _CALLS) > 0:
        numbers = ", ".join(str(one.row) for one, _ in rows[_CALLS : 3 * _CALLS])
        typer.echo(f"  and {counted(more, 'more row')}: {numbers}{', …' if more > 2 * _CALLS else ''}", err=True)


def _not_told_again(one: Outcome) -> list[str]:
    """Its warnings of the list, but for what it failed of and is told so."""
    failed = "\n".join(one.failures)
    return [text for text in one.in_list if text.partition("\n")[0].replace("warning: ", "", 1) not in failed]


def _whom(one: Outcome) -> str:
    where = f"row {one.row}" if one.row else one.place
    return f"{where}, {_short(one.name)}, {one.phone or 'no phone in the list'}"


def _show_calls(worst_first: Sequence[Outcome], known: Triage, report: str) -> None:
    """Whom to call, with the phone; before it what can be mended in the list without a call."""
    mend = [one for one in worst_first if known.mend_list(one)]
    if mend:
        rows = sorted(one.row for one in mend)
        more = f" and {len(rows) - _CALLS} more" if len(rows) > _CALLS else ""
        file = mend[0].place.rpartition(":")[0]
        which = f"row{'s' if len(rows) > 1 else ''} {', '.join(map(str, rows[:_CALLS]))}{more}"
        typer.echo(f"\nfailed, to mend in {file} without a call: {which}; then give the same command again", err=True)
    calls = [(one, reasons) for one in worst_first if (reasons := known.reasons(one))]
    if not calls:
        return
    typer.echo("\nplease call:", err=True)
    for one, reasons in calls[:_CALLS]:
        typer.echo(f"  {_whom(one)}: {'; '.join(reasons)}", err=True)
    if len(calls) > _CALLS:
        typer.echo(f"  and {len(calls) - _CALLS} more, in {report}", err=True)


def _need(outcome: Outcome, known: Triage) -> tuple[bool, int, int, int]:
    """Who needs a call stands last, above the prompt: failed, then conflicts with edits, warnings, open decisions."""
    own = len(known.own_open(outcome))
    return outcome.status == "failed", len(outcome.edit_conflicts), _warnings(outcome), own


def _warnings(outcome: Outcome) -> int:
    return len(outcome.in_list) + sum(len(deck.warnings) for deck in outcome.decks if not deck.failure)

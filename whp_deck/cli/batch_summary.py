"""What is printed when a batch is done: a table on stdout; what somebody has to do, failures and totals on stderr.

In: outcomes. Out: lines, those that matter most last, above the prompt. With many practices the table leaves out those
that nobody has to look at: `batch.json` has all. Must not build anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from whp_deck.cli.batch_edits import show_edits
from whp_deck.cli.batch_kept import show_kept, show_moved, show_old_packets
from whp_deck.cli.batch_left import show_left
from whp_deck.cli.batch_words import NUMBERS, all_named, in_rows, in_words, listed, short, whom

if TYPE_CHECKING:
    from whp_deck.batch import Outcome
    from whp_deck.batch.jobs import Reason
    from whp_deck.batch.triage import Triage
    from whp_deck.errors import Problem

MOST_ROWS = 40  # of a table in which the clean ones stand too
MOST_STOPPED = 10  # the same of a run that was stopped
_TOLD = 5  # practices whose conflicts are printed, and warnings; more would push the table out of sight
_CALLS = 10  # practices to call that are listed
_ALIKE = 4  # of them with the very same reason that stand in one line
_CELLS = re.compile(r" \(cells? [^()]*\)")
_FIELDS = 6  # that some leave open
_FEW = 3  # rows of a table whose order needs no word


def show_summary(
    outcomes: Sequence[Outcome],
    output: Path,
    not_listed: Mapping[str, str] | None = None,
    *,
    told_before: Collection[str] = (),
    moved: Mapping[str, str] | None = None,
    not_done: Sequence[Outcome] = (),
    ways: Mapping[str, int] | None = None,
    above: Collection[Problem] = (),
    call_list: str = "",
    deck: Path | None = None,
    quiet: bool = False,
    most: int = MOST_ROWS,
) -> None:
    """A row for each practice, of more than `most` for those of this run that matter; then what is to be done.

    `above` are the warnings about the list itself, told before anything was built: a long table has pushed them away.
    `deck` is the first that was asked for; `call_list` says where all are whom to call, `ways` how many of the rows leave open what most leave open; `not_listed`
    are folders of practices that have left the list, with their names; `told_before` were told by the run before; `moved` are
    folders of practices whose files go to another one now.
    """
    from whp_deck.batch.triage import together, triage
    from whp_deck.errors import counted, show_path
    from whp_deck.files import BATCH_REPORT

    known, report = triage(outcomes, not_done), show_path(output / BATCH_REPORT)
    ordered = sorted(outcomes, key=known.need)
    by_need = sorted([*not_done, *outcomes], key=known.need)
    shown = _in_table(ordered, known, most)
    _show_table([one for one in shown if not quiet or one.status == "failed"], known)
    if not quiet:
        if len(shown) > _FEW:
            typer.echo("who needs a look most stands last in this table", err=True)
        if left_out := len(ordered) - len(shown):
            unchanged = sum(one.status == "unchanged" for one in ordered)
            kinds = [f"{unchanged} unchanged"] * bool(unchanged)
            kinds += [f"{left_out - unchanged} built"] * (left_out > unchanged)
            who = counted(left_out, "practice").partition(" ")[2]
            where = " not in this table" if shown else ""
            typer.echo(f"{' and '.join(kinds)} {who} with nothing to tell{where}: {report} has all", err=True)
        _show_open(known)
        _show_own(shown, known)
        _show_ways(ways or {}, len(outcomes) + len(not_done))
        _show_warnings(ordered, known, report, frozenset(above))
        _show_conflicts(by_need)
        show_edits(outcomes, output, report, deck)
        show_kept(outcomes, output, report)
        show_moved(outcomes, report)
        show_old_packets(outcomes)
    for failed, why in together(outcomes, lambda one: one.failures):
        typer.echo(f"\n{all_named(failed)}:\n" + "\n\n".join(map(str, why)), err=True)
    show_left(not_listed or {}, told_before, moved or {}, output, report)
    if above:
        rows = sorted({one.row for one in (*outcomes, *not_done) if one.in_list})
        of_rows = f", of {in_rows(rows, NUMBERS)}" if rows else ""
        typer.echo(f"\nwarnings about the list itself: {len(above)}{of_rows}; they stand above the table", err=True)
    if not quiet:
        _show_to_mend(list(reversed(by_need)), known)
        show_calls(known, call_list)
    counts = [sum(one.status == status for one in outcomes) for status in ("built", "unchanged", "failed")]
    total = "{} built, {} unchanged, {} failed".format(*counts)
    typer.echo(f"{total}; {report} has the details", err=True)


def _in_table(ordered: Sequence[Outcome], known: Triage, most: int) -> Sequence[Outcome]:
    """All of a few; of many those that this run has built or tried, and of many of these those that are not clean."""
    if len(ordered) <= most:
        return ordered
    done = [one for one in ordered if one.status != "unchanged"]
    return done if len(done) <= most else [one for one in done if not known.is_clean(one)]


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
    from whp_deck.batch.triage import warnings_of

    minutes = "+".join(f"{minutes:g}" for deck in outcome.decks if not deck.failure for minutes in deck.minutes)
    status = "built, edits kept" if outcome.status == "built" and outcome.keeps_edits else outcome.status
    numbers = str(len(known.own_open(outcome))), str(warnings_of(outcome))
    row = str(outcome.row or "")
    return (row, short(outcome.name), status, str(len(outcome.files)), minutes, *numbers, outcome.folder)


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
    typer.echo(f"left open by {who}, so that the table does not count them: {', '.join(named)}", err=True)


def _show_own(shown: Sequence[Outcome], known: Triage) -> None:
    """What the table counts as open: by field, as many rows often leave the same one open."""
    from whp_deck.batch.triage import short_field

    who: dict[str, list[Outcome]] = {}
    for one in sorted(shown, key=lambda outcome: outcome.row):
        for name in known.own_open(one):
            who.setdefault(short_field(name), []).append(one)
    named = [
        f"{name} ({in_rows([one.row for one in ones], _CALLS) if ones[0].row else listed([short(one.name) for one in ones])})"
        for name, ones in sorted(who.items(), key=lambda pair: -len(pair[1]))
    ]
    if named:
        more = f"; and {len(named) - _FIELDS} more" if len(named) > _FIELDS else ""
        typer.echo(f"left open by some, as the table counts: {', '.join(named[:_FIELDS])}{more}", err=True)


def _show_ways(ways: Mapping[str, int], rows: int) -> None:
    """What most rows of the list do not say: the network's way, so that nobody is called for it."""
    named = [words + ("" if many == rows else f" ({many} of {rows})") for words, many in ways.items()]
    if named:
        who = "all" if all(many == rows for many in ways.values()) else "most"
        typer.echo(f"the list leaves open for {who}, so that nobody is called for it: {', '.join(named)}", err=True)


def _show_warnings(ordered: Sequence[Outcome], known: Triage, report: str, above: Collection[Problem]) -> None:
    """What practices were built in spite of, those with most of it last, without what was told `above`; conflicts with edits are
    told by themselves.

    What nearly all have stands last and once, with the words of the first.
    """
    from whp_deck.batch.triage import together
    from whp_deck.errors import counted

    built = [one for one in reversed(ordered) if one.status != "failed"]
    told = together(
        built, lambda one: [found for found in known.not_alike(one) if found not in one.in_list and found not in above]
    )
    for owners, found in reversed(told[:_TOLD]):
        typer.echo(f"\n{all_named(owners)}:\n" + "\n\n".join(map(str, found)), err=True)
    if (more := len(told) - _TOLD) > 0:
        who = counted(more, "practice or group", "practices or groups")
        typer.echo(f"\n… and more warnings of {who} of them, in {report}", err=True)
    for first, who_have in known.alike:
        who = (
            "all practices" if len(who_have) == len(built) else f"{len(who_have)} of {counted(len(built), 'practice')}"
        )
        typer.echo(
            f"\n{who} have this, told here of the first of them; nobody is called for it, as one change of the deck’s file, or of "
            f"the list, may help them all:\n{first}",
            err=True,
        )


def _show_conflicts(ordered: Sequence[Outcome]) -> None:
    """What was edited and has to be looked at, for the few who need it most; what to do stands once, below all whom it helps."""
    from whp_deck.errors import counted

    worst = [outcome for outcome in reversed(ordered) if outcome.edit_conflicts]
    if worst:
        typer.echo(err=True)
    by_hint: dict[str, list[str]] = {}
    for outcome in worst[:_TOLD]:
        for one in outcome.edit_conflicts:
            before = ", not reached" if outcome.status == "not done" else ""
            place = f"{one.source}: " if one.source else ""
            by_hint.setdefault(one.hint, []).append(f"{outcome.name} ({outcome.place}{before}): {place}{one.message}")
    for number, (hint, lines) in enumerate(by_hint.items()):
        of_all = "" if len(lines) == 1 else ", for both" if len(lines) == 2 else f", for all {len(lines)}"
        typer.echo("\n" * (number > 0) + "\n".join(lines) + (f"\n\nhint{of_all}: {hint}" if hint else ""), err=True)
    if (more := len(worst) - _TOLD) > 0:
        typer.echo(f"… and {counted(more, 'more practice', 'more practices')} with edits to look at", err=True)


def _groups(to_call: Sequence[Outcome]) -> list[str]:
    """Of those that are not listed what is not decided: “no start date (rows 12, 15, …)”."""
    rows: dict[str, list[int]] = {}
    for one in to_call:
        for lack in one.undecided:
            rows.setdefault(lack.words, []).append(one.row)
    return [f"{words} ({in_rows(sorted(numbers), NUMBERS)})" for words, numbers in rows.items()]


def _show_to_mend(worst_first: Sequence[Outcome], known: Triage) -> None:
    """What can be mended without a call, in the list or in PowerPoint."""
    from whp_deck.batch.triage import list_of

    mend = [one for one in worst_first if known.mend_list(one)]
    if mend:
        rows = sorted(one.row for one in mend)
        typer.echo(
            f"\nfailed, to mend in {list_of(mend[0])} without a call: {in_rows(rows, _CALLS)}; then give the same command again",
            err=True,
        )
    if conflicts := [one for one in worst_first if one.edit_conflicts]:
        named = "; ".join(
            f"row {one.row}, {short(one.name)}" if one.row else str(one.place) for one in conflicts[:_CALLS]
        )
        more = f"; and {len(conflicts) - _CALLS} more" if len(conflicts) > _CALLS else ""
        typer.echo(f"\nto settle in PowerPoint, as told above: {named}{more}", err=True)
    show_misfiled(worst_first)


def show_misfiled(outcomes: Sequence[Outcome]) -> None:
    """Files that are not what their names say, which whoever has the folder puts right."""
    from whp_deck.batch.triage import files_to_mend

    if misfiled := [(one, files) for one in outcomes if (files := files_to_mend(one))]:
        named = "; ".join(
            f"{f'row {one.row}, ' if one.row else ''}{short(one.name)} ({one.folder}): {', '.join(files)}"
            for one, files in misfiled[:_CALLS]
        )
        more = f"; and {len(misfiled) - _CALLS} more" if len(misfiled) > _CALLS else ""
        typer.echo(f"\nfiles to put right, without a call: {named}{more}", err=True)


def show_calls(known: Triage, call_list: str = "") -> None:
    """Ten practices to call at most, each with phone and reasons; `call_list` says where all of them are.

    Many with the very same reason stand in one line: they would push the others out of sight.
    """
    calls = known.calls()
    if not calls:
        return
    typer.echo(f"\nplease call{', the most urgent first' * (len(calls) > 1)}:", err=True)
    lines: dict[object, list[tuple[Outcome, list[Reason]]]] = {}
    times = Counter(_same_reasons(*call) for call in calls)
    for at, call in enumerate(calls):
        same = _same_reasons(*call)
        lines.setdefault(same if times[same] >= _ALIKE else at, []).append(call)
    for (one, reasons), *same_as in islice(lines.values(), _CALLS):
        also = (
            f", and {len(same_as)} more ({in_words([other for other, _ in same_as])}) for the same reason"
            if same_as
            else ""
        )
        typer.echo(f"  {whom(one)}{also}: {'; '.join(reason.said for reason in reasons)}", err=True)
    if rest := [call for line in islice(lines.values(), _CALLS, None) for call in line]:
        lacking = _groups([one for one, _ in rest])
        others = [one for one, reasons in rest if len(reasons) > len(one.undecided)]
        told = [*lacking, *([f"other reasons ({in_words(others)})"] * bool(others))]
        typer.echo(f"  and {len(rest)} more: {'; '.join(told)}", err=True)
    if call_list:
        typer.echo(call_list, err=True)


def _same_reasons(one: Outcome, reasons: Sequence[Reason]) -> object:
    """The same for practices of which all reasons are, cells aside; what is not decided is each one's own."""
    return id(one) if one.undecided else tuple(_CELLS.sub("", reason.said) for reason in reasons)

"""What is known is told, also of a run that Ctrl-C stops, and of a list that is refused."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.batch.conftest import NETWORK, Here, World, problem
from tests.batch.test_summary import HEAD, calls_in, retitle
from tests.batch.test_workers import hears_ctrl_c
from tests.conftest import Done
from whp_deck.batch import Options, RefusedListError, plan_batch
from whp_deck.batch.jobs import DeckOutcome, Job, Outcome, Reason
from whp_deck.batch.records import Records
from whp_deck.cli.batch import _planned, _show_outcomes
from whp_deck.files import temporary_beside

FULL = [f"Clinic {at},55{at},Al Fox {at},2026-12-07,2026-12-01,7:45" for at in range(3)]
NO_LEADER = "Open Clinic,559,,2026-12-07,2026-12-01,7:45"


def refused(world: World, *rows: str, head: str = HEAD) -> RefusedListError:
    sheet = world.sheet("\n".join((head, *rows)) + "\n")
    with pytest.raises(RefusedListError) as caught:
        plan_batch(
            sheet, [world.folder / "short.yaml"], world.out, network=world.folder / "network.yaml", options=Options()
        )
    return caught.value


def test_a_refused_list_says_whom_to_call_as_far_as_it_can_be_read(world: World) -> None:
    Records(world.out).write_reasons({"clinic-0": [Reason("failed: is open in PowerPoint", "deck")]})
    error = refused(world, *FULL, NO_LEADER, "Wrong Clinic,558,Bo Wu,14/12/2026,2026-12-01,7:45")
    assert [(name, reason) for name, *_, reason in calls_in(world)] == [
        ("Clinic 0", "failed: is open in PowerPoint (as of the run before)"),
        ("Open Clinic", "nobody leads (cell C5)"),
    ]
    assert error.calls.startswith("2 practices to call, all in a list to open in Excel: ")
    assert error.calls.endswith("call-list.xlsx; from what can be read of this list, and the run before")
    assert sorted(one.name for one in world.out.iterdir()) == [".batch", "call-list.xlsx"]


def test_a_refused_list_does_not_leave_an_earlier_call_list_without_a_word(world: World) -> None:
    calls = world.out / "call-list.xlsx"
    refused(world, *FULL, NO_LEADER, ",558,Bo Wu,,,")
    assert calls.exists()
    moment = dt.datetime(2026, 11, 20, 12).timestamp()
    os.utime(calls, (moment, moment))
    (world.folder / "short.yaml").rename(world.folder / "gone.yaml")  # what rows lack is not known without the deck
    assert refused(world, *FULL).calls.endswith("call-list.xlsx is of an earlier run (2026-11-20), not of this list")
    (world.folder / "gone.yaml").rename(world.folder / "short.yaml")
    said = refused(world, *FULL, ",558,Bo Wu,,,").calls
    assert said.startswith("nobody to call, as this list says; ")
    assert said.endswith("call-list.xlsx was of an earlier run, and is deleted")
    assert not calls.exists()


TWIN = "Clinic 0,555-0100,Al Fox 0,2026-12-07,2026-12-01,7:45"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Odd Clinic (CLOSED?),555-0199,Bo Wu,2026-12-07,2026-12-01,7:45", "`(CLOSED?)` stands beside its name: ask what became of it (cell A6)"),
        ("Odd Clinic,555-0101,Bo Wu,2026-12-07,2026-12-01,7:45", "its phone is that of row 3, Clinic 1: ask which is right (cell B6)"),
        ("Odd Clinic,555-0101,Al Fox 1,2026-12-07,2026-12-01,7:45", "its phone and leader are those of row 3, Clinic 1: ask which is right (cell B6)"),
        ("Odd Clinic,555-0199,Al Fox 1,2026-12-07,2026-12-01,7:45", ""),  # who works in two practices
        ("Odd Clinic,555-0199,Bo Wu 555-0142,2026-12-07,2026-12-01,7:45", ""),  # mended without a call
        (TWIN, "the same name stands in row 2: ask whether it is one practice, and which row holds (cell A6)"),
        ("Odd Clinic,555-0199,Bo Wu?,2026-12-07,2026-12-01,7:45", "leader says `Bo Wu?`: ask what it is (cell C6)"),
        ("Odd Clinic,4.07E+09,Bo Wu,2026-12-07,2026-12-01,7:45", "phone: the digits of `4.07E+09` are lost: ask for the number (cell B6)"),
        ("Odd Clinic,555-0199,Bo Wu,#REF!,2026-12-01,7:45", "start date: the cell holds the error #REF!: ask what it should say (cell D6)"),
        ("Odd Clinic,555-0199,Bo Wu,2026-12-07,mid December,7:45", "meeting 1 date: `mid December` is no day that can be read: ask which one is meant (cell E6)"),
        ("Odd Clinic,555-0199,Bo Wu,2026-12-07,February 30 2027,7:45", "meeting 1 date: `February 30 2027` is no day that can be read: ask which one is meant (cell E6)"),
        ('Odd Clinic,555-0199,Bo Wu,2026-12-07,"Monday, December 1, 2026",7:45', "meeting 1 date: `Monday, December 1, 2026` is no day that can be read: ask which one is meant (cell E6)"),
        ("Odd Clinic,555-0199,Bo Wu,2026-12-07,Dec 1,7:45", ""),  # the year is seen in the other rows
        ("Odd Clinic,555-0199,Bo Wu,2026-12-07,01/12/2027,7:45", ""),
    ],
)  # fmt: skip
def test_what_only_the_practice_can_say_of_its_row_is_a_reason_to_call(world: World, row: str, told: str) -> None:
    full = [f"Clinic {at},555-010{at},Al Fox {at},2026-12-07,2026-12-01,7:45" for at in range(3)]
    stop = "Stop Clinic,555-0188,Cy Ho,2026-12-07,=S36+14,7:45"
    refused(world, *full, stop, row)
    calls = calls_in(world) if told else []
    assert [reason for *_, reason in calls] == [told] * bool(told)
    assert (world.out / "call-list.xlsx").exists() == bool(told)


def test_an_answer_that_stands_elsewhere_in_many_rows_is_asked_of_each(world: World) -> None:
    head = f"{HEAD},decisions.family"
    full = [f"Clinic {at},555-010{at},Al Fox {at},2026-12-07,2026-12-01,7:45,see Anne's email" for at in range(3)]
    refused(world, *full, "Stop Clinic,555-0188,Cy Ho,2026-12-07,=S36+14,7:45,any", head=head)
    reasons = [reason for *_, reason in calls_in(world)]
    assert sorted(reasons) == [f"family says `see Anne's email`: ask what it is (cell G{at})" for at in (2, 3, 4)]
    assert Records(world.out).reasons() == {}  # a list that is refused leaves what the run before knew as it is


def test_a_date_that_nobody_can_read_is_asked_of_each_though_a_column_is_told_once(world: World) -> None:
    error = refused(world, *(f"Clinic {at},555-010{at},Al Fox {at},2026-12-07,soon,7:45" for at in range(7)))
    assert len(error.problems) == 1
    assert {reason.rpartition(": ")[2] for *_, reason in calls_in(world)} == {
        f"ask which one is meant (cell E{at})" for at in range(2, 9)
    }


def test_a_refused_list_says_who_leaves_open_what_others_have_decided(world: World) -> None:
    head = f"{HEAD},decisions.family,decisions.trained,decisions.handoffs.rooming.where"
    full = [f"Clinic {at},55{at},Al Fox {at},2026-12-07,2026-12-01,7:45,any,,hall" for at in range(20)]
    odd = "Odd Clinic,558,Cy Ho,2026-12-07,2026-12-01,7:45,,,"
    network = world.folder / "network.yaml"
    network.write_text(NETWORK.replace("id: rooming", "id: discharge"))
    refused(world, *full, odd, ",557,Bo Wu,,,,,,", head=head)
    assert [(name, reason) for name, *_, reason in calls_in(world)] == [
        ("Odd Clinic", "open, though nearly all others have decided: family")
    ]
    network.write_text(NETWORK + "  family: the patient decides\n")
    sheet = world.folder / "practices.csv"
    with pytest.raises(RefusedListError):
        plan_batch(sheet, [world.folder / "short.yaml"], world.out, network=network, options=Options())
    assert calls_in(world)[0][-1] == "open, though nearly all others have decided: handoffs.rooming.where"


@pytest.mark.slow
def test_edits_to_settle_are_told_of_practices_that_were_not_reached(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = world.sheet("\n".join((HEAD, *FULL)) + "\n")
    network, deck = world.folder / "network.yaml", world.folder / "short.yaml"
    world.run(sheet, packet=False)
    retitle(world.out / "clinic-2" / "short.pptx", 1, "Typed in Clinic 2")
    retitle(world.out / "clinic-1" / "short.pptx", 1, "Typed in Clinic 1")
    network.write_text(NETWORK + "slides: [{id: agenda, title: Said by the network}]\n")
    world.run(sheet, packet=False)
    retitle(world.out / "clinic-1" / "short.pptx", 1, "Typed again")  # it may be settled by now
    network.write_text(network.read_text() + "# changed\n")
    batch = plan_batch(sheet, [deck], world.out, network=network, options=Options(packet=False))
    run = batch.run(lambda _: Here())
    next(run)
    run.close()
    capsys.readouterr()
    _show_outcomes(batch, batch.finish(), is_whole=False, quiet=False)
    table, said = capsys.readouterr()
    assert [line.split()[:3] for line in table.splitlines()[1:]] == [["2", "Clinic", "0"]]  # few are shown
    assert "practices.csv:4, not reached): short, slide 2 “Typed in Clinic 2” (session-1/agenda): title changed" in said
    assert "\nto settle in PowerPoint, as told above: row 4, Clinic 2\n" in said
    assert said.endswith("\nstopped after 1 of 3 practices; the same command goes on from there\n")


def test_of_decks_that_were_not_reached_only_the_conflicts_are_kept() -> None:
    conflict = problem("warning: x: title changed [edit-conflict]\n\nhint: look")
    decks = (
        DeckOutcome("d", ("d.pptx",), (10,), (), (conflict, problem("warning: w [x]"))),
        DeckOutcome("e", warnings=(problem("w [x]"),)),
    )
    assert Outcome("a", "A", "built", decks).decks_to_settle == (DeckOutcome("d", warnings=(conflict,)),)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a list that is never read to its end")
def test_ctrl_c_while_the_list_is_read(world: World) -> None:
    source = world.folder / "practices.csv"
    os.mkfifo(source)
    command = [sys.executable, "-m", "whp_deck", "batch", source, "--deck", world.folder / "short.yaml"]
    with (
        subprocess.Popen(
            [*map(str, command), "--output", str(world.out)], preexec_fn=hears_ctrl_c, stderr=subprocess.PIPE, text=True
        ) as process,
        source.open("w"),
    ):  # opens as soon as it is read
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "stopped before anything was built; the same command begins again\n")
    assert not world.out.exists()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="a signal to another process is one of POSIX")
@pytest.mark.parametrize("tenths", range(4, 20))
def test_ctrl_c_is_heard_whenever_it_is_pressed(world: World, tenths: int) -> None:
    rows = [f"Clinic {at},55{at},Al Fox {at},2026-12-07,2026-12-01,7:45" for at in range(400)]
    source = world.sheet("\n".join((HEAD, *rows)) + "\n")
    command = [sys.executable, "-m", "whp_deck", "batch", source, "--deck", world.folder / "short.yaml", "--no-packet"]
    command += ["--network", world.folder / "network.yaml", "--output", world.out]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [*map(str, command)], preexec_fn=hears_ctrl_c, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as process:
        time.sleep(tenths / 10)
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    assert process.returncode in (130, -signal.SIGINT)  # Python itself ends so when it was within an `exec`
    assert "stopped" in said
    assert "Exception ignored" not in said


def test_a_refused_list_ends_with_what_to_mend_and_whom_to_call(run: Callable[..., Done], world: World) -> None:
    sheet: Path = world.sheet("\n".join((HEAD, *FULL, NO_LEADER, ",558,Bo Wu,,,")) + "\n")
    network = world.folder / "network.yaml"
    done = run("batch", sheet, "--deck", world.folder / "short.yaml", "--network", network, "--output", world.out)
    assert done.returncode == 1
    *_, above, title, one, calls, last = done.stderr.splitlines()
    assert (above, title, one) == ("", "please call:", "  row 5, Open Clinic, 559: nobody leads (cell C5)")
    assert calls.endswith("call-list.xlsx; from what can be read of this list")  # there was no run before
    assert calls.startswith("1 practice to call, all in a list to open in Excel: ")
    assert last == "1 problem to mend; nothing was built"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([*FULL, "W,558,Bo Wu,14/12/2026,,"], "3 rows can be built as they are: …list without row 5"),
        (
            [FULL[0], ",558,Bo Wu,,,", "W,557,Bo,x,,"],
            "1 row can be built as it is: …list without rows 3 and 4",
        ),
        (
            [FULL[0], "W,557,Bo,14/12/2026,,", "V,556,Al,14/12/2026,,"],
            "1 row can be built as it is: …list without rows 3 and 4",
        ),
        (["W,558,Bo Wu,14/12/2026,,"], ""),
    ],
)
def test_a_refused_list_says_how_to_build_the_rows_that_are_right(world: World, rows: list[str], told: str) -> None:
    assert refused(world, *rows).way_on == told.replace("…", "give the same command with a copy of this ")


def test_a_list_with_a_wrong_heading_has_no_row_that_is_right(world: World) -> None:
    assert refused(world, *FULL, head=f"{HEAD},favorite").way_on == ""


def test_what_stops_one_practice_alone_is_counted_by_itself(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = world.sheet("\n".join((HEAD, *FULL, "W,558,Bo Wu,14/12/2026,,", f"{'Wide ' * 30}Clinic,559,Bo,,,")) + "\n")
    deck, network = world.folder / "short.yaml", world.folder / "network.yaml"
    with pytest.raises(typer.Exit):
        _planned(sheet, [deck], world.out, network, None, (False, False, True, False), dry_run=True)
    assert capsys.readouterr().err.endswith(
        "1 problem to mend, and 1 more that only leaves out its practice; nothing was built\n"
    )


def test_a_draft_does_not_build_a_refused_list_and_says_so(run: Callable[..., Done], world: World) -> None:
    sheet: Path = world.sheet("\n".join((HEAD, *FULL, "W,558,Bo Wu,14/12/2026,,")) + "\n")
    deck, network = world.folder / "short.yaml", world.folder / "network.yaml"
    done = run("batch", sheet, "--deck", deck, "--network", network, "--output", world.out, "--draft")
    assert done.returncode == 1
    assert "\n\n--draft does not help here: " in done.stderr
    assert "\n\n3 rows can be built as they are: " in done.stderr


def test_a_folder_in_which_a_stopped_run_has_built_nothing_goes(world: World) -> None:
    class Begins(Here):
        """An engine whose worker has made a folder, and half a file, when it is stopped."""

        def submit(self, executor: Executor, job: Job) -> Future[Any]:
            job.output.mkdir()
            temporary_beside(job.output / "short.pptx").write_bytes(b"half")
            raise KeyboardInterrupt

    sheet = world.sheet("\n".join((HEAD, *FULL)) + "\n")
    kept = world.out / "clinic-1" / "mine.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("mine")
    batch = plan_batch(
        sheet, [world.folder / "short.yaml"], world.out, network=world.folder / "network.yaml", options=Options()
    )
    with pytest.raises(KeyboardInterrupt):
        list(batch.run(lambda _: Begins()))
    assert [one.name for one in world.out.iterdir() if one.name != ".batch"] == ["clinic-1"]


def test_a_phone_that_four_rows_have_is_one_call_and_every_copied_phone_is_one(world: World) -> None:
    shared = [f"Four {at},555-0999,Cy Po {at},2026-12-07,2026-12-01,7:45" for at in range(4)]
    pairs = [f"Pair {at},555-1{at // 2:03},Di Ro {at},2026-12-07,2026-12-01,7:45" for at in range(44)]
    error = refused(world, *shared, *pairs, "Stop Clinic,555-0188,Cy Ho,2026-12-07,=S36+14,7:45")
    assert (
        len([one for one in error.problems if one.code == "cell-twice"]) == 21
    )  # the four, 19 pairs, and the others in one
    reasons = {name: reason for name, *_, reason in calls_in(world)}
    assert reasons.pop("Four 0") == "its phone stands in 4 rows: ask whose it is (cell B2)"
    assert list(reasons) == [f"Pair {at}" for at in range(1, 44, 2)]
    assert reasons["Pair 43"] == "its phone is that of row 48, Pair 42: ask which is right (cell B49)"


def test_whoever_lacks_a_leader_is_called_before_an_odd_date_and_always_has_somebody_to_ask_for(world: World) -> None:
    head = "practice.name,practice.contact.role,practice.facilitators.1.name,practice.facilitators.2.name,decisions.start.date,"
    plain = [f"Clinic {at},,Al Fox {at},,2026-12-07,2026-12-01" for at in range(4)]
    odd = ["Odd Clinic,,TBD,Bo Wu,2026-11-02,2026-12-01", "Bare Clinic,,,,2026-12-07,2026-12-01"]
    odd += ["Desk Clinic,manager,,,2026-12-07,2026-12-01"]
    sheet = world.sheet("\n".join((f"{head}meetings.1.date", *plain, *odd)) + "\n")
    deck, network = world.folder / "short.yaml", world.folder / "network.yaml"
    known = plan_batch(sheet, [deck], world.out, network=network, options=Options(), dry_run=True).to_call()
    assert [(one.name, one.contact) for one, _ in known.calls()] == [
        ("Bare Clinic", "ask for the practice manager"),
        ("Desk Clinic", "manager"),
        ("Odd Clinic", "Bo Wu"),
    ]

"""Real workers: processes and a Dask cluster; one that is killed costs no practice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.batch.conftest import World
from tests.conftest import needed
from whp_deck.batch import Options, Outcome, plan_batch
from whp_deck.batch.engines import Engine, Processes
from whp_deck.batch.jobs import Job
from whp_deck.cli.batch_summary import MOST_STOPPED
from whp_deck.files import remove_leftovers, temporary_beside

pytestmark = pytest.mark.slow
COUNT = 10


def network(world: World, count: int = COUNT) -> Path:
    rows = "".join(f"Practice Number {number} of Hills,555-{number:04}\n" for number in range(count))
    return world.sheet(f"practice.name,practice.contact.phone\n{rows}")


def run(world: World, source: Path, engine: Engine, *, kill_after: int = 0, kill: Sequence[int] = ()) -> list[Outcome]:
    """What became of each; after so many practices the processes are killed that `kill` or the pool has."""
    deck, shared = world.folder / "short.yaml", world.folder / "network.yaml"
    batch = plan_batch(source, [deck], world.out, network=shared, options=Options())

    def make(jobs: Sequence[Job]) -> Engine:
        return engine

    for number, _ in enumerate(batch.run(make), 1):
        if number == kill_after:
            victims = kill or workers_of(os.getpid())
            assert victims
            for pid in victims:
                os.kill(pid, signal.SIGKILL)
    return batch.finish()


def workers_of(parent: int) -> list[int]:
    """One process of the pool."""
    return all_workers_of(parent)[:1]


def all_workers_of(parent: int) -> list[int]:
    """The processes of the pool: children that Python has spawned to work."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_bytes()
        except OSError:  # it has ended since
            continue
        if int(fields[1]) == parent and b"spawn_main" in command:
            found.append(int(path.parent.name))
    return found


def is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def decks(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob("*/*.pptx"))}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers, on loopback."""
    pytest.importorskip("distributed", reason="distributed is not installed")
    script = tmp_path_factory.mktemp("dask") / "cluster.py"
    script.write_text(
        "import sys\n"
        "from distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host='127.0.0.1')\n"
        "    print(cluster.scheduler_address, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, str(script)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=script.parent
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address:
            needed("a Dask cluster")
        yield address
        process.communicate("", timeout=30)


def dask(address: str, world: World, source: Path) -> Engine:
    from whp_deck.batch.cluster import Cluster

    deck, shared = world.folder / "short.yaml", world.folder / "network.yaml"
    batch = plan_batch(source, [deck], world.out, network=shared, options=Options())
    return Cluster(address, [known.job for known in batch._known.values()])


def test_a_killed_process_costs_no_practice_and_the_next_run_builds_nothing(world: World) -> None:
    source = network(world)
    outcomes = run(world, source, Processes(2), kill_after=2)
    assert [one.status for one in outcomes] == ["built"] * COUNT
    assert len(decks(world.out)) == COUNT
    made = {path: path.stat().st_mtime_ns for path in world.out.rglob("*.*x")}
    again = run(world, source, Processes(2))  # how long that takes is measured in benchmarks/batch.py
    assert [one.status for one in again] == ["unchanged"] * COUNT
    assert {path: path.stat().st_mtime_ns for path in world.out.rglob("*.*x")} == made


def test_a_run_that_was_killed_goes_on_where_it_stopped(world: World) -> None:
    source = network(world)
    program = (
        "import sys; from whp_deck.cli import app; "
        f"sys.argv = ['whp-deck', 'batch', {str(source)!r}, '--deck', {str(world.folder / 'short.yaml')!r}, "
        f"'--network', {str(world.folder / 'network.yaml')!r}, '--output', {str(world.out)!r}, '--workers', '1']; app()"
    )
    with subprocess.Popen([sys.executable, "-c", program]) as process:
        give_up = time.monotonic() + 60
        while len(list((world.out / ".batch").glob("practice-*.json"))) < 3 and time.monotonic() < give_up:
            time.sleep(0.05)
        workers = workers_of(process.pid)
        assert workers
        process.kill()
    give_up = time.monotonic() + 20
    while any(is_alive(pid) for pid in workers) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not any(is_alive(pid) for pid in workers)  # they end with the process that they work for
    done = len(list((world.out / ".batch").glob("practice-*.json")))
    assert 3 <= done < COUNT
    outcomes = run(world, source, Processes(2))
    assert [one.status for one in outcomes].count("unchanged") >= done
    assert {one.status for one in outcomes} == {"built", "unchanged"}
    assert len(decks(world.out)) == COUNT


def test_the_practice_that_kills_its_worker_is_the_only_one_that_fails(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault that no exception tells of: the process is gone."""
    source = network(world)
    trap = world.folder / "trap"
    trap.mkdir()
    (trap / "sitecustomize.py").write_text(
        "import os, sys\n"
        "def watch(event, arguments):\n"
        "    if event == 'os.mkdir' and 'number-4' in str(arguments[0]):\n"
        "        os._exit(139)\n"
        "if any('spawn_main' in one or one == '-c' for one in sys.orig_argv):\n"
        "    sys.addaudithook(watch)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(trap))
    outcomes = run(world, source, Processes(2))
    assert [one.folder for one in outcomes if one.status == "failed"] == ["practice-number-4-of-hills"]
    assert "was killed or crashed twice" in str(outcomes[4].failures[0])
    assert len(decks(world.out)) == COUNT - 1


def test_a_cluster_makes_the_same_files_and_leaves_what_has_not_changed(world: World, cluster: str) -> None:
    source = network(world, 4)
    run(world, source, Processes(2))
    here = decks(world.out)
    world.out.rename(world.folder / "here")
    outcomes = run(world, source, dask(cluster, world, source))
    assert [one.status for one in outcomes] == ["built"] * 4
    assert decks(world.out) == here
    assert [one.status for one in run(world, source, dask(cluster, world, source))] == ["unchanged"] * 4
    edited = world.out / "practice-number-1-of-hills" / "short.pptx"
    import pptx

    deck = pptx.Presentation(str(edited))
    deck.slides[0].shapes.title.text_frame.text = "Typed by somebody"
    deck.save(str(edited))
    outcomes = run(world, source, dask(cluster, world, source))
    assert outcomes[1].status == "failed" or any("Typed by somebody" in text for text in titles(edited))
    assert b"Typed by somebody" in slide_one(edited)


def titles(path: Path) -> list[str]:
    import pptx

    return [slide.shapes.title.text_frame.text for slide in pptx.Presentation(str(path)).slides if slide.shapes.title]


def slide_one(path: Path) -> bytes:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return archive.read("ppt/slides/slide1.xml")


def test_a_lost_worker_of_a_cluster_costs_no_practice(world: World, cluster: str) -> None:
    from distributed import Client

    source = network(world)
    with Client(cluster, set_as_default=False) as client:
        processes = list(client.run(os.getpid).values())
    outcomes = run(world, source, dask(cluster, world, source), kill_after=2, kill=processes[:1])
    assert [one.status for one in outcomes] == ["built"] * COUNT
    assert len(decks(world.out)) == COUNT


def hears_ctrl_c() -> None:
    """In a shell's background Ctrl-C is ignored, and so it would be by what the tests start from there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupted(process: subprocess.Popen[str]) -> str:
    """What it says when somebody presses Ctrl-C: the whole group hears it. One that does not end is killed."""
    os.killpg(process.pid, signal.SIGINT)
    try:
        return process.communicate(timeout=10)[1]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise


def test_ctrl_c_stops_at_once_and_the_same_command_goes_on(world: World) -> None:
    """As a terminal does it: SIGINT to the whole group, while the workers are at work."""
    source = network(world, 40)
    arguments = [source, "--deck", world.folder / "short.yaml", "--network", world.folder / "network.yaml"]
    command = [sys.executable, "-m", "whp_deck", "batch", *map(str, arguments), "--output", str(world.out)]
    with subprocess.Popen(
        [*command, "--workers", "2"],
        start_new_session=True,
        preexec_fn=hears_ctrl_c,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        give_up = time.monotonic() + 60
        while len(list((world.out / ".batch").glob("practice-*.json"))) < 3 and time.monotonic() < give_up:
            time.sleep(0.05)
        workers = all_workers_of(process.pid)
        assert workers
        said = interrupted(process)
    done = len(list((world.out / ".batch").glob("practice-*.json")))
    assert process.returncode == 130
    assert said.splitlines()[-1] == f"stopped after {done} of 40 practices; the same command goes on from there"
    assert (f"{done} built practices with nothing to tell: " in said) == (done > MOST_STOPPED)  # few are a table
    assert f"\n{done} built, 0 unchanged, 0 failed; " in said
    report = json.loads((world.out / "batch.json").read_text(encoding="utf-8"))
    assert (report["built"], report["not_done"], len(report["practices"])) == (done, 40 - done, done)
    give_up = time.monotonic() + 5
    while any(is_alive(pid) for pid in workers) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not any(is_alive(pid) for pid in workers)
    assert not list(world.out.rglob("*.tmp"))
    assert all(any(folder.iterdir()) for folder in world.out.iterdir() if folder.is_dir())


def test_what_a_stopped_worker_has_begun_to_write_goes(tmp_path: Path) -> None:
    begun, other = temporary_beside(tmp_path / "monday-huddle-1.pptx"), tmp_path / "notes.tmp"
    for path in (begun, other):
        path.write_bytes(b"half")
    remove_leftovers(tmp_path)
    remove_leftovers(tmp_path / "was never made")
    assert list(tmp_path.iterdir()) == [other]


def test_ctrl_c_while_workers_are_starting(world: World) -> None:
    source = network(world, 4)
    shared = ["--network", world.folder / "network.yaml", "--workers", "2"]
    arguments = [source, "--deck", world.folder / "short.yaml", "--output", world.out, *shared]
    command = [sys.executable, "-m", "whp_deck", "batch", *map(str, arguments)]
    with subprocess.Popen(
        command, start_new_session=True, preexec_fn=hears_ctrl_c, stderr=subprocess.PIPE, text=True
    ) as process:
        give_up = time.monotonic() + 60
        while not workers_of(process.pid) and time.monotonic() < give_up:
            time.sleep(0.005)
        said = interrupted(process)
    assert process.returncode == 130
    assert said.strip() == "stopped after 0 of 4 practices; the same command goes on from there"

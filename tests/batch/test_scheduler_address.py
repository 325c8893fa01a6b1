"""`--scheduler` with an address at which no scheduler is: one message, soon, and no traceback."""

from __future__ import annotations

import re
import socket
import sys
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.batch.conftest import World
from tests.conftest import ROOT, Done
from whp_deck.batch.cluster import Cluster
from whp_deck.errors import MissingToolError

Run = Callable[..., Done]


@contextmanager
def server(says: bytes | None) -> Iterator[str]:
    """The address of a server on loopback that says this to whoever comes, and then nothing; None: it hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))
    kept: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                one, _ = listening.accept()
            except OSError:
                return
            if says is None:
                one.close()
                continue
            one.sendall(says)
            kept.append(one)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()
        for one in kept:
            one.close()


def start(run: Run, world: World, address: str) -> Done:
    source = world.sheet("practice.name\nHilltop Clinic\n")
    deck, network = world.folder / "short.yaml", world.folder / "network.yaml"
    return run("batch", source, "--deck", deck, "--network", network, "--output", world.out, "--scheduler", address)


@pytest.mark.parametrize(
    "says",
    [b"HTTP/1.1 400 Bad Request\r\n\r\n", *(pytest.param(one, marks=pytest.mark.slow) for one in (b"", None))],
    ids=["a web server", "silence", "hangs up"],
)
def test_what_answers_is_no_scheduler(run: Run, world: World, says: bytes | None) -> None:
    pytest.importorskip("distributed")
    with server(says) as address:
        begun = time.monotonic()
        done = start(run, world, f"tcp://{address}")
    assert time.monotonic() - begun < 10
    assert done.returncode == 3
    assert done.stderr.startswith(
        f"nothing that is a Dask scheduler answers at tcp://{address}\n\nhint: is it running? "
    )
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_one_that_begins_like_a_scheduler_and_then_says_nothing(run: Run, world: World) -> None:
    pytest.importorskip("distributed")
    with server((64).to_bytes(8, "little")) as address:
        begun = time.monotonic()
        done = start(run, world, address)
    assert time.monotonic() - begun < 12
    assert done.returncode == 3
    assert "nothing that is a Dask scheduler answers at" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "address", ["localhost", "tcp://", "tcp://host", "http://host:8786", "host:0", "host:99999", ""]
)
def test_an_address_is_a_host_and_a_port(run: Run, world: World, address: str) -> None:
    done = start(run, world, address)
    assert done.returncode == 2
    assert "tcp://HOST:PORT" in done.stderr
    assert not world.out.exists()


def test_without_dask_the_hint_is_a_command_that_brings_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingToolError) as caught:
        Cluster("tcp://127.0.0.1:8786", [])
    extra = re.search(r"`uv run --extra (\w+) whp-deck batch", str(caught.value))
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert extra is not None
    assert any(one.startswith("distributed") for one in extras[extra[1]])

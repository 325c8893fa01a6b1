"""Runs the page on this computer alone, and ends at once when it is told to.

In: the path of a deck file and a port. Out: a server on 127.0.0.1 until Ctrl-C. Must not listen anywhere else.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from whp_deck.errors import WhpDeckError
from whp_deck.preview.app import Room, make_app, read_words
from whp_deck.preview.guard import Guard
from whp_deck.preview.inputs import Signature, input_files, state_of, toolkit_files

LOOK_EVERY = 0.1  # seconds
SETTLE = 0.05  # an editor may write a file in two steps
HOST = "127.0.0.1"


class PortError(WhpDeckError):
    """The port is taken, or may not be used."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(port, reason)
        self.port, self.reason = port, reason

    def __str__(self) -> str:
        return f"port {self.port} cannot be used: {self.reason}\n\nhint: leave --port out, and a free one is taken"


class Preview:
    """A preview of one deck. `address` opens it, once the server runs; the token in it is new each time."""

    def __init__(self, deck: Path, *, port: int = 0) -> None:
        self.deck = deck
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":  # there it would let two servers share a port
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self.socket.bind((HOST, port))
        except (OSError, OverflowError) as error:
            self.socket.close()
            raise PortError(port, getattr(error, "strerror", None) or str(error)) from error
        self.port: int = self.socket.getsockname()[1]
        self.token = secrets.token_urlsafe(24)

    @property
    def address(self) -> str:
        """The full address, with the token."""
        return f"http://{HOST}:{self.port}/?token={self.token}"

    async def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve until told to stop; `ready` is called when requests are answered."""
        words = read_words()
        room = Room(self.deck, words)
        guard = Guard(make_app(room), token=self.token, port=self.port, refused=words["refused"])
        config = uvicorn.Config(
            guard, log_level="critical", lifespan="off", ws="none", http="h11", loop="asyncio", access_log=False,
            server_header=False, date_header=False, timeout_graceful_shutdown=2, limit_concurrency=100,
            h11_max_incomplete_event_size=16 * 1024,
        )  # fmt: skip
        server = _Server(config, room)
        watching = asyncio.create_task(_watch(room, self.deck))
        watching.add_done_callback(lambda task: server.stop())  # it ends only when it is stopped, or for a bug of ours
        serving = asyncio.create_task(server.serve(sockets=[self.socket]))
        try:
            while not server.started and not serving.done():
                await asyncio.sleep(0.01)
            ready()
            await serving
        finally:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching
            room.documents.close()


class _Server(uvicorn.Server):
    """Lets waiting requests go before it waits for them."""

    def __init__(self, config: uvicorn.Config, room: Room) -> None:
        super().__init__(config)
        self._room = room
        self._tasks: set[asyncio.Task[None]] = set()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self.stop()

    def stop(self) -> None:
        """End the server."""
        self.should_exit = True
        self._room.documents.stop()
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop().call_soon_threadsafe(self._release)

    def _release(self) -> None:
        task = asyncio.get_running_loop().create_task(self._room.close())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _watch(room: Room, deck: Path) -> None:
    """Reload whenever a file that the deck is made from is another than before."""
    files, toolkit = input_files(deck), toolkit_files()
    known: Signature | None = None
    while True:
        state = state_of(files | toolkit)
        if state != known:
            state = await _settled(files | toolkit, state)
            await room.reload()
            files = input_files(deck)
            # what was saved while the deck was read is newer than what was seen
            seen = {one[0]: one for one in state}
            known = tuple(seen.get(one[0], one) for one in state_of(files | toolkit))
        await asyncio.sleep(LOOK_EVERY)


async def _settled(files: frozenset[Path], state: Signature) -> Signature:
    """The state once it stays the same for a moment, at most half a second later."""
    for _ in range(10):
        await asyncio.sleep(SETTLE)
        now = state_of(files)
        if now == state:
            break
        state = now
    return state


def serve(preview: Preview, ready: Callable[[], None]) -> None:
    """Run a preview until Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(preview.run(ready))

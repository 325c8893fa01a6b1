"""The addresses of the page: the page itself, what is seen, pictures, the form, files.

In: a keeper, documents, the page's words. Out: a Starlette application, to stand behind `guard`. No address is a path
of the disk: pictures, files and the page's own parts are looked up by name in what is known.
"""

from __future__ import annotations

import asyncio
import gc
import html
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from whp_deck.errors import InvalidDeckError, WhpDeckError
from whp_deck.preview.decisions import form_data, save_answers
from whp_deck.preview.documents import Documents, draw_page
from whp_deck.preview.keeper import Keeper
from whp_deck.resources import shipped

WAIT_SECONDS = 25.0
_FOREVER = {"cache-control": "private, max-age=31536000, immutable"}
_PAGE = Path(__file__).parent / "page"
_SCRIPTS = ("page.js", "slides.js", "rehearsal.js", "form.js", "papers.js")
_PARTS = {"page.css": "text/css", "mark.svg": "image/svg+xml", **dict.fromkeys(_SCRIPTS, "text/javascript")}
_STYLES = ("Regular", "Bold")
_FONT = "templates/fonts/AtkinsonHyperlegible-{}.ttf"


class Room:
    """What all requests share. `closing` ends those that wait; `changed` wakes them."""

    def __init__(self, deck: Path, words: Mapping[str, str]) -> None:
        self.keeper = Keeper(deck)
        self.documents = Documents(deck)
        self.words = words
        self.changed = asyncio.Condition()
        self.closing = asyncio.Event()
        # always the same thread: what C allocates and frees in one is kept for that one alone, so each further thread that
        # had drawn the slides once would hold some ten megabytes more
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="reload")

    async def reload(self) -> None:
        """Read the deck anew, away from the loop, and wake who waits for it."""
        await asyncio.get_running_loop().run_in_executor(self._reader, self.keeper.reload)
        async with self.changed:
            self.changed.notify_all()
        # the deck of before hangs in circles; left to the collector's own time, several would lie about at once
        await asyncio.get_running_loop().run_in_executor(self._reader, gc.collect)

    async def close(self) -> None:
        """Let every waiting request go."""
        self.closing.set()
        self._reader.shutdown(wait=False, cancel_futures=True)
        async with self.changed:
            self.changed.notify_all()


def make_app(room: Room) -> Starlette:
    """The application."""
    page = _fill((_PAGE / "page.html").read_text(encoding="utf-8"), room.words)
    parts = {name: (kind, (_PAGE / name).read_bytes()) for name, kind in _PARTS.items()}
    parts |= {f"{style.lower()}.ttf": ("font/ttf", shipped(_FONT.format(style)).read_bytes()) for style in _STYLES}

    async def show_page(request: Request) -> Response:
        return Response(page, media_type="text/html")

    async def show_part(request: Request) -> Response:
        found = parts.get(request.path_params["name"])
        return Response(found[1], media_type=found[0]) if found else _missing()

    async def show_seen(request: Request) -> Response:
        return JSONResponse(room.keeper.seen.as_data())

    async def wait(request: Request) -> Response:
        """Answer when there is something newer than `version`, or after a while all the same."""
        known = request.query_params.get("version", "")

        def newer() -> bool:
            return room.closing.is_set() or str(room.keeper.seen.version) != known

        async with room.changed:
            try:
                await asyncio.wait_for(room.changed.wait_for(newer), WAIT_SECONDS)
            except TimeoutError:
                return Response(status_code=204)
        return JSONResponse({"version": room.keeper.seen.version, "closing": room.closing.is_set()})

    async def show_picture(request: Request) -> Response:
        data = room.keeper.pictures.get(request.path_params["name"])
        return Response(data, media_type="image/png", headers=_FOREVER) if data else _missing()

    async def show_form(request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(form_data, room.keeper.path))

    async def save_form(request: Request) -> Response:
        try:
            sent = json.loads(await request.body())
            revision, answers = str(sent["revision"]), dict(sent["answers"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return JSONResponse({"problems": ["not understood"]}, 400)
        saved = await run_in_threadpool(save_answers, room.keeper.path, revision, answers)
        status = 409 if saved.changed else 422 if saved.wrong or saved.problems else 200
        told = {"revision": saved.revision, "wrong": saved.wrong, "problems": list(saved.problems)}
        return JSONResponse(told, status)

    async def show_papers(request: Request) -> Response:
        made = await room.documents.make(room.keeper.seen.version)
        files = [
            {"name": name, "bytes": file.stat().st_size, "pages": made.pages.get(name, 0)}
            for name, file in made.files.items()
        ]
        return JSONResponse({"version": made.version, "files": files, "said": made.said})

    async def show_file(request: Request) -> Response:
        made = await room.documents.make(room.keeper.seen.version)
        found = made.files.get(request.path_params["name"])
        return FileResponse(found, filename=found.name) if found else _missing()

    async def show_paper(request: Request) -> Response:
        made = await room.documents.make(room.keeper.seen.version)
        found = made.files.get(request.path_params["name"])
        if found is None or found.suffix != ".pdf":
            return _missing()
        data = await run_in_threadpool(draw_page, found, request.path_params["number"])
        return Response(data, media_type="image/png") if data else _missing()

    routes = [
        Route("/", show_page),
        Route("/part/{name:str}", show_part),
        Route("/seen", show_seen),
        Route("/wait", wait),
        Route("/picture/{name:str}", show_picture),
        Route("/form", _told(show_form)),
        Route("/form", _told(save_form), methods=["POST"]),
        Route("/papers", show_papers),
        Route("/file/{name:str}", show_file),
        Route("/paper/{name:str}/{number:int}", show_paper),
    ]
    return Starlette(routes=routes)


def _told(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """An author's mistake is told to the page."""

    async def with_problems(request: Request) -> Response:
        try:
            return await answer(request)
        except InvalidDeckError as error:
            return JSONResponse({"problems": [str(problem) for problem in error.problems]}, 422)
        except WhpDeckError as error:
            return JSONResponse({"problems": [str(error)]}, 422)

    return with_problems


def _missing() -> Response:
    return Response("there is nothing here", 404, media_type="text/plain")


def _fill(page: str, words: Mapping[str, str]) -> str:
    """The page with its words; those that its scripts say stand in it as data."""

    def word(match: re.Match[str]) -> str:
        return html.escape(words[match[1]])

    data = json.dumps(dict(words), ensure_ascii=False).replace("<", "\\u003c")
    return re.sub(r"\{\{(\w+)\}\}", word, page).replace("{words}", data)


def read_words() -> dict[str, Any]:
    """The page's words."""
    from whp_deck.config.reader import read_yaml

    tree, _ = read_yaml(shipped("config/words") / "en.yaml")
    assert isinstance(tree, dict)
    return {key: str(value) for key, value in tree["preview"].items()}

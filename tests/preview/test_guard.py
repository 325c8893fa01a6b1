"""Nobody but the browser that was opened with the token gets an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from whp_deck.preview.guard import MOST_BYTES, Guard

TOKEN = "t" * 32
HOST = "127.0.0.1:5000"
HERE = {"host": HOST, "origin": f"http://{HOST}", "content-type": "application/json", "sec-fetch-site": "same-origin"}


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that reads the whole body."""
    size = 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await Response(f"let in, {size} bytes")(scope, receive, send)


def ask(
    path: str = "/", method: str = "GET", body: list[bytes] | None = None, cookie: str = TOKEN, **headers: str
) -> tuple[int, dict[str, str], str]:
    """One request; `cookie` and headers as a browser would send them."""
    raw = {"host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
    if cookie:
        raw["cookie"] = f"other=1; whp-deck-5000={cookie}"
    path, _, query = path.partition("?")
    scope = {
        "type": "http", "method": method, "path": path, "query_string": query.encode(), "http_version": "1.1",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in raw.items()],
    }  # fmt: skip
    chunks: Iterator[bytes] = iter(body or [b""])
    left = len(body or [b""])
    sent: list[Message] = []

    async def receive() -> Message:
        nonlocal left
        left -= 1
        return {"type": "http.request", "body": next(chunks, b""), "more_body": left > 0}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Guard(inner, token=TOKEN, port=5000, refused="old address")(scope, receive, send))
    start: Any = sent[0]
    answer = b"".join(message.get("body", b"") for message in sent[1:])
    return start["status"], {n.decode(): v.decode() for n, v in start["headers"]}, answer.decode()


def test_the_browser_with_the_cookie_is_let_in() -> None:
    status, headers, body = ask()
    assert (status, body) == (200, "let in, 0 bytes")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def test_the_token_in_the_address_becomes_a_cookie_and_leaves_the_address() -> None:
    status, headers, _ = ask(f"/?token={TOKEN}", cookie="")
    assert status == 303
    assert headers["location"] == "/"
    assert "SameSite=Strict" in headers["set-cookie"]
    assert "HttpOnly" in headers["set-cookie"]


@pytest.mark.parametrize("cookie", ["", "x", TOKEN[:-1], TOKEN + "t", 'bad"cookie', "ü" * 32])
@pytest.mark.parametrize("path", ["/", "/seen", "/part/page.js", "/picture/abc", "/form"])
def test_without_the_token_nothing_is_shown(path: str, cookie: str) -> None:
    assert ask(path, cookie=cookie)[::2] == (403, "old address")


def test_a_wrong_token_in_the_address_opens_nothing() -> None:
    assert ask("/?token=guess", cookie="")[0] == 403
    assert ask(f"/seen?token={TOKEN}", cookie="")[0] == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:5001", "localhost.evil.example:5000", "", "[::1]:5000"]
)
def test_another_host_is_refused(host: str) -> None:
    assert ask(host=host)[0] == 421
    assert ask(f"/?token={TOKEN}", host=host, cookie="")[0] == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:5000", "http://localhost:5000", ""]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_origin_is_refused(method: str, origin: str) -> None:
    assert ask("/form", method, **{**HERE, "origin": origin})[0] == 403


def test_a_post_needs_origin_json_and_the_same_site() -> None:
    assert ask("/form", "POST", [b"{}"], **HERE)[0] == 200
    assert ask("/form", "POST", [b"{}"], **{**HERE, "sec-fetch-site": "cross-site"})[0] == 403
    assert ask("/form", "POST", [b"{}"], **{**HERE, "content-type": "text/plain"})[0] == 415
    without = {name: value for name, value in HERE.items() if name != "origin"}
    assert ask("/form", "POST", [b"{}"], **without)[0] == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_are_refused(method: str) -> None:
    assert ask(method=method)[0] == 405


def test_a_body_that_is_too_large_is_refused_whatever_its_length_says() -> None:
    large = [b"x" * 65536] * (MOST_BYTES // 65536 + 1)
    assert ask("/form", "POST", [b"{}"], **HERE, content_length=str(MOST_BYTES + 1))[0] == 413
    assert ask("/form", "POST", large, **HERE)[0] == 413
    assert ask("/form", "POST", large, **HERE, content_length="2")[0] == 413
    assert ask("/form", "POST", [b"{}"], **HERE, content_length="-1")[0] == 413


def test_twice_a_host_is_refused() -> None:
    sent: list[Message] = []

    async def nothing() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": "/", "query_string": b"",
        "headers": [(b"host", HOST.encode()), (b"host", b"evil.example"), (b"cookie", f"whp-deck-5000={TOKEN}".encode())],
    }  # fmt: skip
    asyncio.run(Guard(inner, token=TOKEN, port=5000, refused="")(scope, nothing, send))
    assert sent[0]["status"] == 421

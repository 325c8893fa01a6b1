"""Lets nobody in but the browser that was opened with the token, from the page itself.

In: requests. Out: the same requests with bounded bodies, or a refusal. A page of another origin that reaches
127.0.0.1 is stopped by Host (names that lead here), Origin (forms and scripts of other pages), the token's cookie
(SameSite=Strict) and the browser's own Sec-Fetch-Site. Must not know what is behind it.
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 256 * 1024
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self'; "
        b"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class TooLarge(Exception):
    """A body that is longer than it said, or than it may be."""


class Guard:
    """ASGI middleware. `token` opens the page once, by its address; afterwards its cookie does."""

    def __init__(self, app: ASGIApp, *, token: str, port: int, refused: str) -> None:
        self.app, self.token, self.refused = app, token, refused
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.cookie = f"whp-deck-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if reason := self._refuse(scope, headers):
            await _answer(send, *reason)
        elif self._opens(scope):
            await self._let_in(send)
        elif not self._knows(headers):
            await _answer(send, 403, self.refused)
        else:
            await self._pass_on(scope, receive, send)

    def _refuse(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        names = [name for name, _ in scope["headers"]]
        if names.count(b"host") != 1 or headers.get("host", "") not in self.hosts:
            return 421, "this address is not served here"
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "only GET and POST"
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{headers['host']}":
            return 403, "another origin"
        if scope["method"] == "POST":
            if headers.get("sec-fetch-site", "same-origin") != "same-origin" or origin is None:
                return 403, "another origin"
            if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
                return 415, "only JSON"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MOST_BYTES:
            return 413, "too much at once"
        return None

    def _opens(self, scope: Scope) -> bool:
        if scope["path"] != "/" or scope["method"] == "POST":
            return False
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return secrets.compare_digest(given.encode(), self.token.encode())

    async def _let_in(self, send: Send) -> None:
        """To the page's plain address, so that the token stays out of history, bookmarks and screenshots."""
        cookie = f"{self.cookie}={self.token}; HttpOnly; SameSite=Strict; Path=/"
        await _answer(send, 303, "", (b"location", b"/"), (b"set-cookie", cookie.encode()))

    def _knows(self, headers: dict[str, str]) -> bool:
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(headers.get("cookie", ""))
        except CookieError:
            return False
        given = jar[self.cookie].value if self.cookie in jar else ""
        return secrets.compare_digest(given.encode(), self.token.encode())

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        received, started = 0, False

        async def bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MOST_BYTES:
                raise TooLarge
            return message

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                own: list[Any] = list(message.get("headers", []))
                if not any(name == b"cache-control" for name, _ in own):
                    own.append((b"cache-control", b"no-store"))
                message = {**message, "headers": [*own, *HEADERS]}
            await send(message)

        try:
            await self.app(scope, bounded, with_headers)
        except TooLarge:
            if started:
                raise
            await _answer(send, 413, "too much at once")


async def _answer(send: Send, status: int, words: str, *headers: tuple[bytes, bytes]) -> None:
    body = words.encode()
    own = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    everything = [*own, (b"cache-control", b"no-store"), *headers, *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": everything})
    await send({"type": "http.response.body", "body": body})

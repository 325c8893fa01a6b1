"""`--links` asks the addresses: against a server on this machine alone, and without a network nothing fails."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.checks.decks import TODAY, Maker, _empty
from whp_deck.build.check import check_pptx
from whp_deck.checks.addresses import LINK_RULES, find_dead_links


class Answers(BaseHTTPRequestHandler):
    """`/200` answers 200, `/404` 404; `/no-head` refuses HEAD and answers GET."""

    def do_HEAD(self) -> None:
        status = 405 if self.path == "/no-head" else int(self.path.strip("/") or 200)
        self.send_response(status)
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/no-head" else int(self.path.strip("/")))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    made = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join(5)


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    file = tmp_path / "empty.pptx"
    file.write_bytes(_empty())
    return Maker(file)


def test_a_page_that_is_gone_is_an_error_and_one_that_answers_is_not(maker: Maker, server: str) -> None:
    box = maker.box("")
    for path in ("200", "404", "no-head", "503"):
        maker.link(f"to {path}", f"{server}/{path}", box)
    maker.link("mail", "mailto:desk@example.org", box)
    found = {
        (rule.id, hit.message.partition(" ")[0].rpartition("/")[2], hit.slide)
        for rule, hit in find_dead_links(maker.view())
    }
    assert found == {("link-dead", "404", 1), ("link-unreachable", "503", 1)}
    assert {rule.id for rule in LINK_RULES} == {id for id, _, _ in found}


def test_where_nobody_answers_it_is_a_warning(maker: Maker) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    maker.link("to nobody", f"http://127.0.0.1:{port}/")
    ((rule, hit),) = find_dead_links(maker.view())
    assert (rule.id, rule.severity) == ("link-unreachable", "warning")
    assert "does not answer" in hit.message


@pytest.mark.slow
def test_a_file_is_asked_about_its_links_only_when_somebody_wants_it(maker: Maker, server: str, tmp_path: Path) -> None:
    maker.link("to 404", f"{server}/404")
    maker.save(tmp_path / "warm-handoff.pptx")
    for links in (False, True):
        checked = check_pptx(tmp_path / "warm-handoff.pptx", today=TODAY, links=links)
        assert ("link-dead" in {one.rule for one in checked.findings}) is links

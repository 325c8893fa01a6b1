"""A champion's day with the preview, in a real browser: from answers to a checked deck, and what goes wrong on the way."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.preview.conftest import CHROMIUM, Running

Start = Callable[..., Running]
pytestmark = [pytest.mark.slow, pytest.mark.browser]
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
WIDTHS = ((1360, 900), (820, 1100), (320, 640))
VIEWS = ("slides", "decisions", "files", "problems")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS.split())
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a preview in a tab of a context; what a page's scripts complain about fails the test."""
    complaints: list[str] = []
    contexts: list[Any] = []

    def call(running: Running, context: Any = None, width: int = 1360, height: int = 900, **options: Any) -> Any:
        if context is None:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if "Security Policy" in line.text else None)
        page.goto(running.address)
        page.wait_for_selector("#frame img")
        return page

    yield call
    for context in contexts:
        context.close()
    assert complaints == []


@functools.lru_cache
def axe() -> str:
    """The source of axe-core, from npm."""
    folder = tempfile.mkdtemp(prefix="whp-deck-axe-")
    try:
        npm = shutil.which("npm")
        assert npm is not None
        command = [npm, "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder, "axe-core@4.10"]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (Path(folder) / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def violations(page: Any) -> list[str]:
    """What axe-core calls serious or critical."""
    page.evaluate(axe())  # by the debugger's way, which the page's own policy does not bind
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def until(true: Callable[[], Any]) -> None:
    """Wait for it; the page's own policy forbids the browser's way, which evaluates texts."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def saved(page: Any) -> None:
    """Wait until the form says so."""
    until(lambda: page.inner_text("#save-state").startswith("Saved"))


def show(page: Any, view: str) -> None:
    page.click(f"[data-view={view}]")
    page.wait_for_selector({"decisions": "#save", "files": ".papers a"}.get(view, f"#view-{view}"))


def shown_picture(page: Any) -> str:
    address: str = page.get_attribute("#frame img", "src")
    return address


def whp_deck(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "whp_deck", *map(str, words)]
    env = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, timeout=180)


def test_the_champion_s_whole_day(start: Start, open_page: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(
        "practice: {name: Hilltop Clinic}\n"
        "decisions:\n  handoffs:\n    - {id: rooming, giver: ma, receiver: clinician, what: patient, when: after rooming,"
        " where: in the room, today: a note, checklist: rooming-to-clinician}\n"
        "deck: {name: Monday huddle, format: huddle-15}\n",
        encoding="utf-8",
    )
    made = whp_deck("init", tmp_path / "ours", "--answers", tmp_path / "answers.yaml")
    assert made.returncode == 0, made.stderr
    deck = tmp_path / "ours/decks/monday-huddle.yaml"
    practice = tmp_path / "ours/config/practice.yaml"

    page = open_page(start(deck))
    assert page.inner_text("#deck-name") == "Monday huddle"
    page.click("#strip [data-id=which-patients]")
    before = shown_picture(page)
    assert int(page.inner_text("#open-count")) > 5

    show(page, "problems")
    page.click("#open-list li:has-text('Which patients') a")
    field = page.locator("[id='f-decisions.patients']")
    field.wait_for()
    assert field.evaluate("element => element === document.activeElement")
    field.fill("Everybody with three or more medicines")
    assert page.inner_text("#save-state") == "1 answer not saved yet"
    page.click("#save")
    saved(page)
    text = practice.read_text(encoding="utf-8")
    assert "patients: Everybody with three or more medicines" in text
    assert "# Which patients get a warm handoff?" in text

    show(page, "slides")
    page.click("#strip [data-id=which-patients]")
    until(lambda: shown_picture(page) != before)

    added = "slides:\n  change:\n    which-patients: {title: These patients get one}\n"
    deck.write_text(deck.read_text(encoding="utf-8") + added, encoding="utf-8")
    page.wait_for_selector(
        "#frame img[alt='Slide 8: These patients get one'], #frame img[alt$='These patients get one']"
    )
    assert page.locator("#strip [aria-current]").get_attribute("data-id") == "which-patients"

    show(page, "files")
    kinds = page.locator(".papers .kind").all_text_contents()
    assert "Packet for whoever leads PDF" in kinds  # read aloud, and copied, as two words
    assert page.locator("button", has_text="Show the page").count() > 0
    assert page.locator("button", has_text="Show 1 pages").count() == 0
    for name in ("monday-huddle-1.pptx", "monday-huddle-1-packet.pdf"):
        with page.expect_download() as download:
            page.click(f"a[download='{name}']")
        download.value.save_as(tmp_path / name)
    assert (tmp_path / "monday-huddle-1.pptx").read_bytes()[:2] == b"PK"
    assert (tmp_path / "monday-huddle-1-packet.pdf").read_bytes()[:4] == b"%PDF"
    page.click("button:has-text('pages') >> nth=0")
    until(lambda: page.evaluate("document.querySelector('.pages img')?.naturalWidth > 500"))
    assert violations(page) == []

    checked = whp_deck("check", deck)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_broken_file_is_told_in_place_and_the_last_pictures_stay(
    start: Start, open_page: Callable[..., Any], monday: Path
) -> None:
    page = open_page(start(monday))
    whole = monday.read_text(encoding="utf-8")
    before = shown_picture(page)
    monday.write_text(whole.replace("format: huddle-15", "format: [huddle-15"), encoding="utf-8")
    page.wait_for_selector("#banner .problem")
    assert re.search(r"monday-huddle\.yaml:\d+", page.inner_text("#banner"))
    assert page.get_attribute("#status", "data-state") == "stale"
    assert shown_picture(page) == before
    show(page, "problems")
    assert "monday-huddle.yaml" in page.inner_text("#problem-list")
    assert page.inner_text("#left-out .fine code") == "huddle-15"
    page.click("[data-view=decisions]")
    page.wait_for_selector("#form pre")
    monday.write_text(whole, encoding="utf-8")
    page.wait_for_selector("#banner", state="hidden")
    page.wait_for_selector("#save")
    assert page.get_attribute("#status", "data-state") == "current"


def test_a_server_that_stopped_is_told_and_one_that_comes_back_asks_for_its_address(
    start: Start, open_page: Callable[..., Any], monday: Path
) -> None:
    running = start(monday)
    page = open_page(running)
    assert running.stop() == 0
    page.wait_for_selector("#status[data-state=stopped]")
    assert "Nothing is lost" in page.inner_text("#banner")
    start(monday, "--port", running.host.split(":")[1])
    page.wait_for_timeout(1500)
    assert page.get_attribute("#status", "data-state") == "stopped"  # the old address opens nothing new


def test_two_tabs_do_not_lose_each_other_s_answers(start: Start, open_page: Callable[..., Any], monday: Path) -> None:
    running = start(monday)
    one = open_page(running)
    other = open_page(running, one.context)
    for page in (one, other):
        show(page, "decisions")
    one.fill("[id='f-decisions.family']", "One says")
    other.fill("[id='f-decisions.patients']", "The other says")
    other.fill("[id='f-decisions.family']", "The other says")
    other.click("#save")
    saved(other)
    one.wait_for_selector("#form-notice:not([hidden])")
    assert one.input_value("[id='f-decisions.patients']") == "The other says"
    assert one.input_value("[id='f-decisions.family']") == "One says"
    assert "In the file now: The other says" in one.inner_text("[id='q-decisions.family']")
    one.click("#save")
    saved(one)
    text = (monday.parent.parent / "config/practice.yaml").read_text(encoding="utf-8")
    assert "patients: The other says" in text
    assert "family: One says" in text
    assert "# Who gets one." in text


def test_a_wrong_answer_is_marked_and_takes_the_focus(
    start: Start, open_page: Callable[..., Any], monday: Path
) -> None:
    page = open_page(start(monday))
    practice = monday.parent.parent / "config/practice.yaml"
    before = practice.read_bytes()
    show(page, "decisions")
    page.fill("[id='f-practice.theme.primary']", "our teal")
    page.fill("[id='f-practice.name']", "")
    page.click("#save")
    page.wait_for_selector(".wrong")
    assert page.locator(".wrong").count() == 2
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    assert practice.read_bytes() == before
    page.click("#discard")
    assert page.input_value("[id='f-practice.name']") == "Riverside Family Medicine"


def test_handoffs_are_added_and_removed(start: Start, open_page: Callable[..., Any], monday: Path) -> None:
    page = open_page(start(monday))
    practice = monday.parent.parent / "config/practice.yaml"
    show(page, "decisions")
    group = page.locator("[id='q-decisions.handoffs']")
    count = group.locator("fieldset").count()
    group.locator("button:has-text('Remove handoff 5')").click()
    group.locator("button:has-text('social worker')").click()
    page.click("#save")
    saved(page)
    assert group.locator("fieldset").count() == count
    text = practice.read_text(encoding="utf-8")
    assert "id: diabetes" not in text
    assert "receiver: social_worker" in text
    assert "# Which handoffs you will do in front of the patient." in text


def test_the_keyboard_is_enough_for_slides_and_rehearsal(
    start: Start, open_page: Callable[..., Any], monday: Path
) -> None:
    page = open_page(start(monday))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#place") == "Slide 3 of 11"
    page.keyboard.press("End")
    assert page.inner_text("#place") == "Slide 11 of 11"
    page.keyboard.press("Home")
    page.keyboard.press("r")
    dialog = page.locator("#rehearsal")
    assert "0:00 of 0:30" in dialog.inner_text()
    page.keyboard.press("Enter")
    until(lambda: page.inner_text("#slide-clock .time").startswith("0:01"))
    page.keyboard.press("ArrowRight")
    assert "Slide 2" in page.get_attribute("#rehearsal .now img", "alt")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    page.wait_for_selector("#rehearsal table")
    assert "13:30" in page.inner_text("#rehearsal tfoot")
    page.keyboard.press("Escape")
    assert page.locator("#rehearsal[open]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it_at_every_width(
    start: Start, open_page: Callable[..., Any], monday: Path, scheme: str
) -> None:
    running = start(monday)
    practice = monday.parent.parent / "config/practice.yaml"
    text = practice.read_text(encoding="utf-8").replace('primary: "#0B4F5C"', 'primary: "#FFEE00"')
    practice.write_text(re.sub(r"(?m)^  trained: .*$", "  trained: decide later", text), encoding="utf-8")
    found: dict[str, list[str]] = {}
    for width, height in WIDTHS:
        page = open_page(running, None, width, height, color_scheme=scheme)
        page.wait_for_selector("#banner .problem")
        for view in VIEWS:
            if view == "files":
                page.click("[data-view=files]")
                page.wait_for_selector("#papers pre")
            else:
                show(page, view)
            time.sleep(0.1)
            wide = page.evaluate("document.documentElement.scrollWidth")
            found[f"{view} {width}"] = [f"{wide} px wide"] if wide > width else []
            if width != 820:
                found[f"{view} {width}"] += violations(page)
        show(page, "slides")
        page.click("#rehearse")
        found[f"rehearsal {width}"] = violations(page) if width != 820 else []
        page.context.close()
    assert {place: what for place, what in found.items() if what} == {}


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_the_long_form_stays_where_it_is_and_names_its_entries(
    start: Start, open_page: Callable[..., Any], monday: Path, width: int, height: int
) -> None:
    page = open_page(start(monday), width=width, height=height)
    show(page, "decisions")
    legend = page.locator("fieldset", has=page.locator("[id='f-decisions.handoffs-1-when']")).locator("legend")
    assert legend.inner_text() == "Handoff 2: clinician → front desk, at checkout"
    box = page.locator("[id='f-decisions.handoffs-1-when']")
    box.fill("at the front door")
    assert legend.inner_text() == "Handoff 2: clinician → front desk, at the front door"

    def top() -> int:
        """Where the reader sees the question: what opens above it may move the page, but not the eye."""
        place = "document.getElementById('q-decisions.measures').getBoundingClientRect().top"
        return round(float(page.evaluate(place)))

    page.evaluate("document.getElementById('q-decisions.measures').scrollIntoView()")
    before = top()
    assert page.evaluate("scrollY") > 500
    for name in ("slides", "decisions"):  # as with the browser's back button: the links may be out of sight
        page.evaluate(f"location.hash = '{name}'")
        page.wait_for_selector(f"#view-{name}:not([hidden])")
    assert top() == before
    page.dispatch_event("#save", "click")  # the driver's own click would scroll to it
    saved(page)
    assert top() == before
    page.dispatch_event("[id='remove-decisions.measures-1']", "click")
    assert top() == before
    assert page.evaluate("document.activeElement.id") == "remove-decisions.measures-1"
    page.click(".groups button:nth-child(4)")
    assert page.evaluate("document.activeElement.id") == "g-rules"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

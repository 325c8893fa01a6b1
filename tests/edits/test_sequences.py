"""Many edits in a row, builds killed at any moment, long decks: nothing that was typed is ever gone, no file is ever half."""

from __future__ import annotations

import functools
import io
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pptx import Presentation

from tests.conftest import DECK, PRACTICE
from tests.edits.test_merge import add_after, change, delete, edit, retitle, titles
from whp_deck.build import build_deck
from whp_deck.build.deck import back_up
from whp_deck.build.pulled import pull_deck
from whp_deck.checks.file_texts import part_texts, reduce
from whp_deck.edits.compare import find_changes
from whp_deck.edits.files import file_of, know_slides
from whp_deck.office.gate import check_file
from whp_deck.office.package import Package, open_package
from whp_deck.office.slides import SlideMaker, remove_all_slides
from whp_deck.office.staging import write_whole
from whp_deck.office.stamp import make_manifest, read_stamp, write_stamp
from whp_deck.resources import shipped

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]
SLIDES = ("session-1/agenda", "what-is-whp", "one-picture", "video", "how-we-start")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("title"), st.sampled_from(SLIDES)),
        st.tuples(st.just("notes"), st.sampled_from(SLIDES)),
        st.tuples(st.just("delete"), st.sampled_from(SLIDES)),
        st.tuples(st.just("add"), st.integers(1, 5)),
        st.tuples(st.just("move"), st.integers(1, 5)),
        st.tuples(st.just("config"), st.sampled_from(SLIDES)),
        st.tuples(st.just("build"), st.none()),
        st.tuples(st.just("pull"), st.none()),
    ),
    min_size=3,
    max_size=7,
)


def names(file: Path) -> list[str]:
    return [one.name for one in Presentation(str(file)).slides]


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@example(  # two parts of one section come together
    steps=[("add", 5), ("move", 3), ("add", 3), ("build", None), ("move", 3), ("config", "session-1/agenda")]
)
def test_no_word_that_was_typed_is_lost(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    (folder / "practice.yaml").write_text(PRACTICE, encoding="utf-8")
    deck = folder / "deck.yaml"
    deck.write_text(DECK, encoding="utf-8")
    file = build(deck, draft=True).files[0]
    live: dict[object, str] = {}  # what was typed last into each place that is still there
    for number, (kind, where) in enumerate(steps):
        words = f"typed words number {number} by hand"
        match kind:
            case "add":
                edit(file, add_after(int(str(where)), words))
                live[number] = words
            case "title" | "notes" if where in names(file):
                if kind == "title":
                    edit(file, retitle(str(where), words))
                else:
                    edit(file, functools.partial(_annotate, name=str(where), words=words))
                live[kind, where] = words
            case "delete" if where in names(file):
                edit(file, delete(str(where)))
                live.pop(("title", where), None)
                live.pop(("notes", where), None)
            case "title" | "notes" | "delete":
                pass  # that slide was deleted before
            case "move":
                edit(file, lambda one, at=where: one.slides._sldIdLst.append(one.slides._sldIdLst[at]))  # type: ignore[misc]
            case "config":
                from whp_deck.config.write import YamlFile

                yaml = YamlFile.open(deck)
                if str(where) not in (yaml.get("slides", "remove") or []):
                    yaml.set(("slides", "change", str(where), "title"), f"Configured {number}")
                    yaml.save()
            case "build":
                build(deck, draft=True)
            case _:
                pull_deck(deck).pulled.file.save()
    build(deck, draft=True)
    once = file.read_bytes()
    build(deck, draft=True)
    assert file.read_bytes() == once
    everywhere = " ".join(text for _, text in part_texts(open_package(file)))
    assert [one for one in live.values() if reduce(one) not in everywhere] == []
    assert check_file(file) == []


def _annotate(presentation: object, name: str, words: str) -> None:
    found = next(one for one in presentation.slides if one.name == name)  # type: ignore[attr-defined]
    found.notes_slide.notes_text_frame.text = words


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_the_old_file_or_the_new_one(write_deck: WriteDeck) -> None:
    """kill -9 two hundred times: twenty whole merging builds, and 180 times checking, staging and replacing alone."""
    deck = write_deck()
    file = build(deck).files[0]
    edit(file, retitle("what-is-whp", "Typed by hand"))
    contents = []
    for number in range(2):
        deck.write_text(change(f"video: {{title: Title {number}}}"), encoding="utf-8")
        build(deck)
        contents.append(file.read_bytes())

    def write(number: int) -> None:
        write_whole(Package.open(io.BytesIO(contents[number])), file)

    def rebuild(number: int) -> None:
        deck.write_text(change(f"video: {{title: Title {number}}}"), encoding="utf-8")
        build(deck)

    dice = random.Random(7)
    killed = 0
    for action, times in ((write, 180), (rebuild, 20)):
        start = time.monotonic()
        action(0)
        usual = time.monotonic() - start
        for number in range(times):
            child = os.fork()
            if child == 0:
                try:
                    action((number + 1) % 2)
                finally:
                    os._exit(0)
            time.sleep(dice.uniform(0.2, 1.0) * usual)
            os.kill(child, signal.SIGKILL)
            killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
            found = titles(file)
            assert "Typed by hand" in found
            assert ("Title 0" in found) != ("Title 1" in found)
    assert killed > 50
    assert check_file(file) == []


@pytest.mark.slow
def test_a_deck_of_sixty_slides_is_compared_in_less_than_a_second(tmp_path: Path) -> None:
    from tests.office.conftest import add_slides

    package = open_package(shipped("templates/base.pptx"))
    remove_all_slides(package)
    add_slides(SlideMaker(package), 60)
    write_stamp(package, make_manifest(package, deck="deck", session=1, tool="0", config_hash="0"))
    path = tmp_path / "build" / "deck.pptx"
    path.parent.mkdir()
    write_whole(package, path)
    edit(path, lambda one: setattr(one.slides[7].shapes.title.text_frame, "text", "Typed by hand"))  # type: ignore[attr-defined]
    start = time.process_time()
    again = open_package(path)
    manifest = read_stamp(again)
    assert manifest is not None
    changes = find_changes(know_slides([file_of(path, again, manifest)]))
    assert time.process_time() - start < 1
    assert [(one.slide, one.kind) for one in changes] == [(8, "title")]


@pytest.mark.slow
@pytest.mark.libreoffice
def test_merged_files_pass_the_validator_and_have_all_their_pages(write_deck: WriteDeck, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    import pypdf

    file = build(write_deck()).files[0]
    edit(file, add_after(3, "A slide of mine"))
    edit(file, retitle("what-is-whp", "Typed by hand"))
    edit(file, delete("how-we-start"))
    more = "  add:\n    - {id: ours, kind: content, after: what-is-whp, title: Ours, body: Words}\n"
    build(write_deck(change("what-is-whp: {title: From the file}") + more))
    assert check_file(file) == []
    assert [str(error) for error in audit.validate_pptx(str(file)).errors if "/ppt/charts/" not in str(error)] == []
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=180)
    shown = [one for one in titles(file) if not one.startswith("(")]
    assert len(pypdf.PdfReader(tmp_path / f"{file.stem}.pdf").pages) == len(shown)


def test_backups_never_overwrite_each_other(tmp_path: Path) -> None:
    import datetime as dt

    path = tmp_path / "deck.pptx"
    path.write_bytes(b"one")
    made = [back_up(path, dt.date(2026, 11, 26)).name for _ in range(3)]
    assert made == ["deck.2026-11-26.pptx", "deck.2026-11-26-2.pptx", "deck.2026-11-26-3.pptx"]

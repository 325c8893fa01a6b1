"""A rebuild over files that people edited: what they did stays, what the configuration changed comes in."""

from __future__ import annotations

import functools
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from pptx import Presentation

from tests.conftest import DECK, PRACTICE, ROOT
from whp_deck.build import build_deck, print_deck
from whp_deck.checks.file_texts import pdf_texts
from whp_deck.edits.compare import describe, find_changes
from whp_deck.edits.files import read_deck_files
from whp_deck.errors import EditedOutputError, InvalidDeckError
from whp_deck.office.gate import check_file
from whp_deck.office.package import open_package, presentation
from whp_deck.office.sections import read_sections

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]


def edit(file: Path, change: Callable[[object], object]) -> None:
    """Open the file as a person does, change it, save it."""
    presentation = Presentation(str(file))
    change(presentation)
    presentation.save(str(file))


def titles(file: Path) -> list[str]:
    """Titles in order; hidden slides in parentheses."""
    shown = []
    for slide in Presentation(str(file)).slides:
        title = slide.shapes.title.text_frame.text if slide.shapes.title is not None else ""
        shown.append(f"({title})" if slide._element.get("show") == "0" else title)
    return shown


def slide(presentation: object, name: str) -> object:
    return next(one for one in presentation.slides if one.name == name)  # type: ignore[attr-defined]


def retitle(name: str, words: str) -> Callable[[object], object]:
    return lambda deck: setattr(slide(deck, name).shapes.title.text_frame, "text", words)  # type: ignore[attr-defined]


def add_after(number: int, title: str, notes: str = "") -> Callable[[object], object]:
    """A slide of a person's own, after the slide of that number."""

    def add(deck: object) -> None:
        slides = deck.slides  # type: ignore[attr-defined]
        new = slides.add_slide(slides[3].slide_layout)
        new.shapes.title.text_frame.text = title
        if notes:
            new.notes_slide.notes_text_frame.text = notes
        entries = slides._sldIdLst
        last = entries[-1]
        entries.remove(last)
        entries.insert(number, last)

    return add


def delete(name: str) -> Callable[[object], object]:
    def drop(deck: object) -> None:
        entries = deck.slides._sldIdLst  # type: ignore[attr-defined]
        number = [one.name for one in deck.slides].index(name)  # type: ignore[attr-defined]
        deck.part.drop_rel(entries[number].rId)  # type: ignore[attr-defined]
        entries.remove(entries[number])

    return drop


def change(text: str) -> str:
    return f"{DECK}slides:\n  change:\n    {text}\n"


@pytest.mark.slow
def test_different_fields_of_one_slide_are_both_kept(write_deck: WriteDeck) -> None:
    file = build(write_deck()).files[0]
    edit(file, retitle("what-is-whp", "Typed by hand"))
    build(write_deck(change("what-is-whp: {notes: {say: New words from the file}}")))
    one = slide(Presentation(str(file)), "what-is-whp")
    assert one.shapes.title.text_frame.text == "Typed by hand"  # type: ignore[attr-defined]
    assert "New words from the file" in one.notes_slide.notes_text_frame.text  # type: ignore[attr-defined]
    assert check_file(file) == []


@pytest.mark.slow
def test_the_same_field_changed_on_both_sides_is_a_conflict_with_a_hidden_slide(write_deck: WriteDeck) -> None:
    file = build(write_deck()).files[0]
    edit(file, retitle("what-is-whp", "Typed by hand"))
    deck = write_deck(change("what-is-whp: {title: From the file}"))
    built = build(deck)
    assert [problem.code for problem in built.problems] == ["edit-conflict"]
    line = 1 + deck.read_text(encoding="utf-8").splitlines().index("    what-is-whp: {title: From the file}")
    assert built.problems[0].message == (
        "deck-1, slide 3 “Typed by hand” (what-is-whp): title changed in PowerPoint and in your files"
        f" ({deck.as_posix()}:{line})"
    )
    assert "the other version is on the hidden slide after it: take over what you need" in built.problems[0].hint
    assert titles(file)[2:4] == ["Typed by hand", "(To compare: From the file)"]
    assert [(one.title, one.hidden) for one in built.plan.sessions[0].slides][2:4] == [
        ("Typed by hand", False),
        ("To compare: From the file", True),
    ]
    merged = file.read_bytes()
    once_more = build(deck).problems  # told until somebody has settled it
    assert [(problem.code, problem.message) for problem in once_more] == [
        ("edit-conflict", "deck-1, slide 3 “Typed by hand” (what-is-whp): a slide to compare still follows it")
    ]
    assert file.read_bytes() == merged
    build(write_deck(change("what-is-whp: {title: Again}")))
    assert titles(file)[2:5] == ["Typed by hand", "(To compare: Again)", titles(file)[4]]
    assert check_file(file) == []
    again = write_deck(change("what-is-whp: {title: Typed by hand}"))
    packet = print_deck(again).files[0]
    assert not any("To compare" in text for _, text in pdf_texts(packet.read_bytes()))
    assert build(again).problems == ()
    assert "(To compare: Again)" not in titles(file)
    assert titles(file)[2] == "Typed by hand"
    assert check_file(file) == []


@pytest.mark.slow
def test_what_both_changed_alike_is_no_conflict(write_deck: WriteDeck) -> None:
    deck = write_deck()
    file = build(deck).files[0]
    edit(file, retitle("what-is-whp", "The same words"))
    assert build(write_deck(change("what-is-whp: {title: The same words}"))).problems == ()
    assert describe(find_changes(read_deck_files(deck))) == []


@pytest.mark.slow
def test_captions_start_and_movie_of_the_configuration_come_in_beside_a_typed_title(write_deck: WriteDeck) -> None:
    """A typo mended in the captions, another start, another movie: none is a word on the slide."""
    path = write_deck(f"{DECK}video: {{mode: file, file: one.mp4, minutes: 1, captions: [{{file: one.vtt}}]}}\n")
    movie = (ROOT / "tests/movies/short.mp4").read_bytes()
    (path.parent / "one.mp4").write_bytes(movie)
    captions = path.parent / "one.vtt"
    captions.write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHelo.\n", encoding="utf-8")
    file = build(path).files[0]

    def parts(ending: str) -> list[bytes]:
        with zipfile.ZipFile(file) as archive:
            return [archive.read(name) for name in archive.namelist() if name.endswith(ending)]

    edit(file, retitle("video", "Typed by hand"))
    captions.write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n", encoding="utf-8")
    build(path)
    assert [data.splitlines()[-1] for data in parts(".vtt")] == [b"Hello."]
    assert "Typed by hand" in titles(file)
    path.write_text(path.read_text(encoding="utf-8").replace("file: one.mp4", "file: one.mp4, start: automatic"))
    build(path)
    assert any(b'evt="onBegin"' in data for data in parts(".xml"))
    (path.parent / "one.mp4").write_bytes(movie + b"\x00\x00\x00\x08free")
    build(path)
    assert parts(".mp4") == [movie + b"\x00\x00\x00\x08free"]
    assert "Typed by hand" in titles(file)
    assert [title for title in titles(file) if title.startswith("(")] == []
    assert check_file(file) == []


@pytest.mark.slow
def test_a_new_color_draws_the_video_anew_beside_a_typed_title(write_deck: WriteDeck) -> None:
    """The poster of the video slide has the practice's color: the one before goes with its relationship."""
    file = build(write_deck()).files[0]
    edit(file, retitle("what-is-whp", "Typed by hand"))
    in_red = PRACTICE.replace("Clinic\n", "Clinic\n  theme: {primary: '#7A1F3D'}\n")
    build(write_deck(DECK, in_red))
    assert "Typed by hand" in titles(file)
    assert check_file(file) == []


@pytest.mark.slow
def test_added_deleted_and_moved_slides_stay_so(write_deck: WriteDeck) -> None:
    deck = write_deck()
    file = build(deck).files[0]
    before = titles(file)
    edit(file, add_after(3, "A slide of mine"))
    edit(file, delete("how-we-start"))
    edit(file, lambda one: one.slides._sldIdLst.insert(1, one.slides._sldIdLst[5]))  # type: ignore[attr-defined]
    edited = titles(file)
    more = "  add:\n    - {id: ours, kind: content, after: what-is-whp, title: Ours, body: Words}\n"
    built = build(write_deck(change("what-is-whp: {title: Another title}") + more))
    now = titles(file)
    assert [one for one in now if one not in ("Ours", "Another title")] == [one for one in edited if one != before[2]]
    at = now.index("Another title")
    assert now[at : at + 3] == ["Another title", "A slide of mine", "Ours"]
    assert any(line.startswith("stays deleted") for line in built.merged)
    assert [one.title for one in built.plan.sessions[0].slides] == now
    assert check_file(file) == []


@pytest.mark.slow
def test_one_deleted_slide_is_brought_back_alone(write_deck: WriteDeck, run: Callable[..., object]) -> None:
    file = build(write_deck()).files[0]
    before = titles(file)
    edit(file, delete("what-is-whp"))
    edit(file, delete("how-we-start"))
    deck = write_deck(change("what-is-whp: {title: From the file}"))
    (problem,) = build(deck).problems
    assert (problem.code, "`--restore what-is-whp` brings this slide back" in problem.hint) == ("edit-deleted", True)
    done = run("build", deck, "--no-packet", "--restore", "what-is-whp")
    assert "brought back: “From the file” (what-is-whp)" in done.stderr  # type: ignore[attr-defined]
    assert titles(file) == [
        before[0],
        before[1],
        "From the file",
        *[one for one in before[3:] if one != "We start small"],
    ]
    assert build(deck).problems == ()
    assert titles(file)[2] == "From the file"
    refused = run("build", deck, "--no-packet", "--restore", "video")
    assert "no slide `video` was deleted in PowerPoint [slide-unknown]" in refused.stderr  # type: ignore[attr-defined]
    assert "deleted were: `how-we-start`" in refused.stderr  # type: ignore[attr-defined]
    removing = write_deck(DECK + "slides:\n  remove:\n    - why\n    - video\n")
    refused = run("build", removing, "--no-packet", "--restore", "video")
    assert "take it out of `remove:` (line 7)" in refused.stderr  # type: ignore[attr-defined]
    assert check_file(file) == []


@pytest.mark.slow
def test_a_slide_that_moved_to_another_session_keeps_its_edit(write_deck: WriteDeck) -> None:
    deck = write_deck()
    files = build(deck).files
    from whp_deck.office.package import open_package
    from whp_deck.office.slide_copy import Importer
    from whp_deck.office.slide_list import delete_slides, slide_parts
    from whp_deck.office.staging import write_whole

    edit(files[0], retitle("what-is-whp", "Typed by hand"))
    source, into = open_package(files[0]), open_package(files[1])
    slide_id = list(slide_parts(source))[2]
    Importer(source, into).copy([slide_id])
    footer = next(one for one in presentation(source).slides[2].placeholders if one.name == "Footer")
    presentation(into).slides[-1].shapes._spTree.append(deepcopy(footer._element))  # PowerPoint leaves it as it is
    delete_slides(source, [slide_id])
    write_whole(source, files[0])
    write_whole(into, files[1])
    assert any("moved from deck-1" in line for line in describe(find_changes(read_deck_files(deck))))
    build(write_deck(change("what-is-whp: {notes: {say: New notes}}")))
    assert "Typed by hand" not in titles(files[0])
    moved = Presentation(str(files[1])).slides[-1]
    assert moved.shapes.title.text_frame.text == "Typed by hand"
    assert "New notes" in moved.notes_slide.notes_text_frame.text
    assert [one.text_frame.text[-6:] for one in moved.placeholders if one.name == "Footer"] == ["2 of 3"]
    assert [check_file(file) for file in files] == [[], [], []]


@pytest.mark.slow
def test_a_slide_that_the_configuration_moved_to_another_session_keeps_its_edit(write_deck: WriteDeck) -> None:
    own = "  add:\n    - {id: ours, kind: content, session: %d, title: Ours, body: Words}\n"
    files = build(write_deck(DECK + "slides:\n" + own % 1)).files
    edit(files[0], retitle("ours", "Typed by hand"))
    build(write_deck(DECK + "slides:\n" + own % 2))
    assert "Typed by hand" not in titles(files[0])
    assert "Typed by hand" in titles(files[1])
    assert [check_file(file) for file in files] == [[], [], []]


@pytest.mark.slow
def test_what_the_configuration_drops_goes_unless_it_was_edited(write_deck: WriteDeck) -> None:
    file = build(write_deck()).files[0]
    edit(file, retitle("what-is-whp", "Typed by hand"))
    built = build(write_deck(DECK + "slides: {remove: [what-is-whp, sources]}\n"))
    assert "(Typed by hand)" in titles(file)
    assert "Where this comes from" not in titles(file)
    assert [problem.code for problem in built.problems] == ["edit-orphaned"]
    told = "kept, hidden, as your files have it no more: deck-1, slide 3 “Typed by hand”"
    assert told in build(write_deck(DECK + "slides: {remove: [what-is-whp, sources]}\n")).merged
    edit(file, lambda one: one.slides[2]._element.attrib.pop("show"))  # type: ignore[attr-defined]
    again = build(write_deck(DECK + "slides: {remove: [what-is-whp, sources]}\n"))
    assert "kept, added by you: deck-1, slide 3 “Typed by hand”" in again.merged


@pytest.mark.slow
def test_the_packet_follows_the_merged_deck(write_deck: WriteDeck) -> None:
    deck = write_deck()
    file = build(deck).files[0]
    edit(file, add_after(3, "A slide of mine", "3 minutes: tell our story"))
    edit(file, retitle("video", "Typed by hand"))
    plan = print_deck(deck, formats=["docx"]).plan
    slides = plan.sessions[0].slides
    assert [(one.title, one.minutes) for one in slides[3:4]] == [("A slide of mine", 3)]
    assert slides[3].notes.text == "3 minutes: tell our story"
    assert "Typed by hand" in [one.title for one in slides]
    from docx import Document

    words = "\n".join(
        cell.text
        for table in Document(str(deck.parent / "build" / "deck-1-packet.docx")).tables
        for row in table.rows
        for cell in row.cells
    ) + "\n".join(one.text for one in Document(str(deck.parent / "build" / "deck-1-packet.docx")).paragraphs)
    assert "A slide of mine" in words
    assert "Typed by hand" in words


@pytest.mark.slow
def test_facilitator_only_words_typed_into_a_slide_are_found(write_deck: WriteDeck) -> None:
    from tests.test_build import scenario_with_canaries

    own, canaries = scenario_with_canaries()
    deck = write_deck(DECK + "role_plays: {use: [canaries], add: [own.yaml]}\n", own=own)
    file = build(deck).files[0]
    edit(file, retitle("what-is-whp", canaries[0]))
    edited = file.read_bytes()
    with pytest.raises(InvalidDeckError, match="leak"):
        build(deck)
    assert file.read_bytes() == edited


@pytest.mark.slow
def test_a_deck_that_is_open_in_powerpoint_is_left_alone(write_deck: WriteDeck) -> None:
    deck = write_deck()
    file = build(deck).files[0]
    edit(file, retitle("what-is-whp", "Typed by hand"))
    edited = file.read_bytes()
    (file.parent / f"~${file.name}").write_bytes(b"")
    with pytest.raises(EditedOutputError, match="is open in PowerPoint") as caught:
        build(write_deck(change("video: {title: Another}")))
    assert caught.value.exit_code == 4
    assert file.read_bytes() == edited
    assert not [one for one in file.parent.iterdir() if one.suffix == ".tmp"]


@pytest.mark.slow
def test_a_dry_run_tells_the_plan_and_writes_nothing(write_deck: WriteDeck, run: Callable[..., object]) -> None:
    deck = write_deck()
    file = build(deck).files[0]
    edit(file, retitle("what-is-whp", "Typed by hand"))
    before = {one.name: one.read_bytes() for one in file.parent.iterdir()}
    deck.write_text(change("what-is-whp: {title: From the file}"), encoding="utf-8")
    done = run("build", deck, "--no-packet", "--dry-run")
    told = done.stdout + done.stderr  # type: ignore[attr-defined]
    assert told.count("deck-1, slide 3 “Typed by hand” (what-is-whp): title changed in PowerPoint and in") == 1
    assert "[edit-conflict]\n\nhint: the PowerPoint edit was kept; the other version is on the hidden slide" in told
    assert {one.name: one.read_bytes() for one in file.parent.iterdir()} == before


@pytest.mark.slow
def test_changes_are_told_as_text_and_as_json(write_deck: WriteDeck, run: Callable[..., object]) -> None:
    import json

    deck = write_deck()
    file = build(deck).files[0]
    assert json.loads(run("changes", deck, "--json").stdout) == []  # type: ignore[attr-defined]
    edit(file, retitle("what-is-whp", "Typed by hand"))
    done = run("changes", deck)
    assert done.stdout == (  # type: ignore[attr-defined]
        "deck-1, slide 3 “Typed by hand”: title was “Two of us talk, and the patient takes part”, now “Typed by hand”\n"
    )
    (told,) = json.loads(run("changes", deck, "--json").stdout)  # type: ignore[attr-defined]
    assert (told["file"], told["slide"], told["id"], told["kind"]) == ("deck-1.pptx", 3, "what-is-whp", "title")
    assert run("changes", deck.with_name("other.yaml")).returncode == 1  # type: ignore[attr-defined]


@pytest.mark.slow
def test_sections_keep_their_names_and_their_slides(write_deck: WriteDeck) -> None:
    """A slide added in the middle, one retitled, the last one deleted, in PowerPoint's manner: its sections follow."""
    deck = write_deck()
    (file, *_) = build(deck).files

    def change(presentation: object) -> None:
        add_after(4, "What we saw")(presentation)
        entries = presentation.slides._sldIdLst  # type: ignore[attr-defined]
        listed = next(presentation.part._element.iter("{*}sectionLst"))  # type: ignore[attr-defined]
        own = {one.get("id"): one for one in listed.iter("{*}sldId")}
        before, new, last = entries[3].get("id"), entries[4].get("id"), entries[-1]
        own[before].addnext(own[before].makeelement(own[before].tag, {"id": new}))
        own[last.get("id")].getparent().remove(own[last.get("id")])
        presentation.part.drop_rel(last.rId)  # type: ignore[attr-defined]
        entries.remove(last)
        retitle("what-is-whp", "Three of us talk")(presentation)

    edit(file, change)
    before = [(name, len(ids)) for name, ids in read_sections(open_package(file)) if ids]
    for words in ("Two of us talk, and you hear it", "Two of us talk, and you listen in"):
        deck.write_text(DECK + f'slides: {{change: {{what-is-whp: {{title: "{words}"}}}}}}\n', encoding="utf-8")
        build(deck)
        after = [(name, len(ids)) for name, ids in read_sections(open_package(file)) if ids]
        assert [name for name, _ in after] == [name for name, _ in before]
        assert sum(count for _, count in after) == 1 + sum(count for _, count in before)  # what is to be compared
        assert not any("section" in line for line in describe(find_changes(read_deck_files(deck))))

"""What both PowerPoint and the files changed: `pull` writes nothing of it unasked, and the slide to compare goes when they agree."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SHORT_DECK, Done
from tests.edits.rendered import delete, render_deck
from tests.edits.test_merge import delete as delete_slide
from tests.edits.test_merge import edit, retitle, slide, titles
from whp_deck.build import build_deck, prepare_deck
from whp_deck.edits.pull import pull
from whp_deck.office.package import Package, presentation

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]
RunCommand = Callable[..., Done]
TYPED, WRITTEN = "Typed by hand", "From the file"


def change(text: str) -> str:
    return f"{SHORT_DECK}  change:\n    {text}\n"


def typed_in(words: dict[str, str], minutes: str = "") -> Callable[[Package], object]:
    """Type over titles, and over the first line of the notes of `what-is-whp`."""

    def typed(package: Package) -> None:
        deck = presentation(package)
        for name, title in words.items():
            retitle(name, title)(deck)
        if minutes:
            notes = slide(deck, "what-is-whp").notes_slide.notes_text_frame  # type: ignore[attr-defined]
            notes.paragraphs[0].runs[0].text = minutes

    return typed


def test_what_both_changed_is_written_where_somebody_chose_so_alone(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(SHORT_DECK))
    known = made.edited(typed_in({"what-is-whp": TYPED, "how-we-start": "Free of dispute"}, "3 minutes for this slide"))
    deck = write_deck(change(f"what-is-whp: {{title: {WRITTEN}, minutes: 2}}"))
    now = prepare_deck(deck)
    pulled = pull(now.deck, now.plan, known)
    line = deck.read_text(encoding="utf-8").splitlines().index(f"    what-is-whp: {{title: {WRITTEN}, minutes: 2}}") + 1
    where = f"({deck.as_posix()} line {line})"
    assert sorted(one.words.partition("(what-is-whp), ")[2] for one in pulled.disputed) == [
        f"minutes: your files say 2 {where}, PowerPoint says 3",
        f"title: your files say “{WRITTEN}” {where}, PowerPoint says “{TYPED}”",
    ]
    assert pulled.file.text == change(
        f"what-is-whp: {{title: {WRITTEN}, minutes: 2}}\n    how-we-start:\n      title: Free of dispute"
    )
    assert (pulled.left, pulled.undone) == ([], [])
    chosen = pull(now.deck, now.plan, known, chosen=pulled.disputed)
    assert f"what-is-whp: {{title: {TYPED}, minutes: 3}}" in chosen.file.text
    assert chosen.disputed == []


def test_of_notes_only_the_part_that_both_changed_is_in_dispute(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(change("what-is-whp: {notes: {say: Old words, ask: Old question?}}")))

    def type_over(package: Package) -> None:
        notes = slide(presentation(package), "what-is-whp").notes_slide.notes_text_frame  # type: ignore[attr-defined]
        for paragraph in notes.paragraphs:
            if paragraph.text.startswith("Old"):
                paragraph.runs[0].text = paragraph.text.replace("Old", "Typed")

    known = made.edited(type_over, only="what-is-whp")
    now = prepare_deck(write_deck(change("what-is-whp: {notes: {say: New words, ask: Old question?}}")))
    pulled = pull(now.deck, now.plan, known)
    assert [one.words.partition("notes, ")[2].partition(" (")[0] for one in pulled.disputed] == [
        "say: your files say “New words”"
    ]
    assert "{say: New words, ask: Typed question?}" in pulled.file.text


def test_a_deleted_slide_that_the_files_have_changed_since_stays_in_them(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(SHORT_DECK))
    known = made.edited(delete("what-is-whp"))
    text = change(f"what-is-whp: {{title: {WRITTEN}}}")
    now = prepare_deck(write_deck(text))
    pulled = pull(now.deck, now.plan, known)
    assert pulled.file.text == text
    (dispute,) = pulled.disputed
    assert f"was deleted in PowerPoint, and has the title “{WRITTEN}” in your files (" in dispute.words
    assert dispute.keep == f"`whp-deck build {now.deck.path.as_posix()} --restore what-is-whp`"
    chosen = pull(now.deck, now.plan, known, chosen=[dispute])
    assert (chosen.disputed, WRITTEN in chosen.file.text) == ([], False)


@pytest.mark.slow
def test_a_deleted_slide_of_ones_own_is_in_dispute_before_a_build_and_behind_it(
    write_deck: WriteDeck, run: RunCommand
) -> None:
    own = (
        SHORT_DECK
        + "  add:\n    - {id: ours, kind: content, after: what-is-whp, title: Ours, body: Some words, minutes: 0}\n"
    )
    deck = write_deck(own)
    edit(build(deck).files[0], delete_slide("ours"))
    text = own.replace("Some words", "Other words")
    write_deck(text)
    for _ in range(2):
        assert "and has other words, “Other words” in your files (" in run("pull", deck, "--yes").stderr
        assert deck.read_text(encoding="utf-8") == text
        build(deck)


@pytest.mark.slow
def test_a_title_in_dispute_is_asked_for_and_the_slide_to_compare_goes_when_both_agree(
    write_deck: WriteDeck, run: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = build(write_deck(SHORT_DECK)).files[0]
    edit(file, retitle("what-is-whp", TYPED))
    text = change(f"what-is-whp: {{title: {WRITTEN}}}")
    deck = write_deck(text)
    for compared in (False, True):  # before a build has told of the conflict, and after
        done = run("pull", deck, "--yes")
        assert deck.read_text(encoding="utf-8") == text
        assert (
            f"in dispute, so not written: deck, slide 3 “{TYPED}” (what-is-whp), title: your files say" in done.stderr
        )
        assert f"`whp-deck pull {deck.as_posix()}` without `--yes` asks" in done.stderr
        assert done.stderr.endswith("nothing to bring back\n")
        if not compared:
            shown = run("build", deck, "--no-packet").stdout
            assert re.search(r" \d+ slides and 1 hidden to compare  \S+ of 60 min\n", shown)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    done = run("pull", deck)
    assert (done.returncode, deck.read_text(encoding="utf-8")) == (0, text)
    assert "Take PowerPoint’s into your file?" in done.stderr
    monkeypatch.setattr("sys.stdin", io.StringIO("y\ny\n"))
    assert run("pull", deck).returncode == 0
    assert f"what-is-whp: {{title: {TYPED}}}" in deck.read_text(encoding="utf-8")
    built = build(deck)
    assert (built.problems, f"(To compare: {WRITTEN})" in titles(file)) == ((), False)
    assert [line.partition(":")[0] for line in built.merged] == [
        "in your files now, too",
        "agreed, so that the slide to compare went",
    ]


@pytest.mark.slow
def test_who_deletes_the_slide_to_compare_has_chosen_powerpoints(write_deck: WriteDeck) -> None:
    from whp_deck.build.pulled import pull_deck

    file = build(write_deck(SHORT_DECK)).files[0]
    edit(file, retitle("what-is-whp", TYPED))
    deck = write_deck(change(f"what-is-whp: {{title: {WRITTEN}}}"))
    (conflict,) = build(deck).problems
    assert conflict.hint.endswith("To keep the slide as it is, delete that hidden slide")
    assert pull_deck(deck).pulled.taken == ()
    edit(file, delete_slide("conflict/what-is-whp"))
    pulled = pull_deck(deck).pulled
    assert (pulled.disputed, f"title: {TYPED}" in pulled.file.text) == ([], True)


@pytest.mark.slow
def test_a_build_confirms_all_that_was_pulled_and_names_slides_by_their_new_titles(write_deck: WriteDeck) -> None:
    from tests.edits.test_minutes import type_over
    from whp_deck.build.pulled import pull_deck

    deck = write_deck(SHORT_DECK)
    file = build(deck).files[0]
    edit(file, type_over("what-is-whp", "½ minute for this slide"))
    edit(file, type_over("how-we-start", "2 min"))
    edit(file, lambda deck: slide(deck, "which-patients")._element.set("show", "0"))  # type: ignore[attr-defined]
    edit(file, delete_slide("how-we-know"))
    pull_deck(deck).pulled.file.save()
    built = build(deck)
    told = [line.partition(": deck, ")[2] for line in built.merged if line.startswith("in your files now, too: ")]
    assert [line.partition("(")[2] for line in told] == [
        "what-is-whp), minutes",
        "which-patients)",
        "how-we-start), minutes",
        "how-we-know) deleted",
    ]
    assert not any(
        "kept as edited" in line or ("(how-we-start)" in line and line.startswith("updated")) for line in built.merged
    )
    text = deck.read_text(encoding="utf-8")
    deck.write_text(text.replace("how-we-start:\n", f"how-we-start:\n      title: {WRITTEN}\n"), encoding="utf-8")
    built = build(deck)
    assert [line for line in built.merged if "how-we-start" in line] == [
        f"updated from the configuration: deck, slide {titles(file).index(WRITTEN) + 1} “{WRITTEN}” (how-we-start)"
    ]
    # of a person's own nothing is in it any more
    assert (built.backups, built.keeps_edits) == ((), False)


@pytest.mark.slow
def test_an_order_that_the_files_have_now_is_confirmed(write_deck: WriteDeck) -> None:
    deck = write_deck(SHORT_DECK)
    file = build(deck).files[0]

    def swap(deck: object) -> None:
        entries = deck.slides._sldIdLst  # type: ignore[attr-defined]
        names = [one.name for one in deck.slides]  # type: ignore[attr-defined]
        entry = entries[names.index("when-we-use-it")]
        entries.remove(entry)
        entries.insert(names.index("what-is-whp"), entry)

    before = titles(file)
    edit(file, swap)
    moved = titles(file)
    assert moved != before
    built = build(deck)
    assert (any("order" in line for line in built.merged), built.keeps_edits) == (False, True)
    write_deck(SHORT_DECK + "  order: [when-we-use-it, what-is-whp, which-patients]\n")
    assert "in your files now, too: deck, the order of the slides" in build(deck).merged
    assert titles(file) == moved
    again = build(deck)
    assert (again.merged, again.keeps_edits) == ((), False)

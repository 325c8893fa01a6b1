"""Slides that one entry takes from a presentation: what a person does to them in PowerPoint, and what becomes of the entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pptx
import pytest

from tests.edits.rendered import render_deck
from tests.old_deck import beside_old_decks
from whp_deck.build import build_deck, prepare_deck
from whp_deck.build.pulled import pull_deck, pull_known
from whp_deck.config.write import YamlFile
from whp_deck.edits.originals import name_as_before
from whp_deck.edits.removal import remove_slide
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.slide_list import delete_slides, move_slides, slide_parts
from whp_deck.office.snapshot import slide_id_of
from whp_deck.office.xml import a
from whp_deck.planner.plan import inform

TAKEN = "    - {id: old, kind: import, after: agenda-slide, file: old.pptx, slides: 2-5}\n"
DECK = f"""\
deck: Test deck
practice: practice.yaml
start_from: wide.pptx
format: {{minutes: 60, sessions: 1}}
outputs: [deck]
slides:
  add:
{TAKEN}"""
PHONE, CALLS, STANDS = "old/how-we-answer-the-phone", "old/calls-last-year", "old/where-the-phone-stands"


@pytest.fixture
def write(write_deck: Callable[..., Path]) -> Callable[[str], Path]:
    return beside_old_decks(write_deck)


def typed(words: dict[str, str]) -> Callable[[Package], object]:
    """Type over what runs say, on every slide of the entries `old` and `more`."""

    def change(package: Package) -> None:
        for part in slide_parts(package).values():
            for text in element_of(part).iter(a("t")) if slide_id_of(part).startswith(("old", "more")) else ():
                text.text = words.get(text.text or "", text.text)

    return change


def arranged(first: str, *gone: str) -> Callable[[Package], object]:
    """Delete slides, and put that one before all others of the entry."""

    def change(package: Package) -> None:
        named = {slide_id_of(part): at for at, part in slide_parts(package).items()}
        delete_slides(package, [named.pop(id) for id in gone])
        rest = [id for id in named if id != first]
        rest.insert(next(at for at, id in enumerate(rest) if id.startswith("old/")), first)
        move_slides(package, [named[id] for id in rest])

    return change


def test_a_slide_that_was_deleted_goes_out_of_the_entry_and_the_last_one_takes_it_along(
    write: Callable[[str], Path],
) -> None:
    path = write(DECK)
    prepared = prepare_deck(path)
    deck, file = inform(prepared.deck, prepared.facts), YamlFile.open(path)
    for id, left in ((PHONE, [3, 4, 5]), (STANDS, [3, 5]), ("old/agenda-slide", [3])):
        remove_slide(file, deck, prepared.plan, id, [id])
        assert f"slides: [{', '.join(map(str, left))}]" in file.text
    remove_slide(file, deck, prepared.plan, CALLS, [CALLS])
    assert "old" not in file.text


def test_a_copied_slide_is_known_by_what_it_copies_whatever_entry_takes_it(write: Callable[[str], Path]) -> None:
    before = prepare_deck(path := write(DECK)).plan
    swapped = """\
    - {id: old, kind: import, after: agenda-slide, file: old.pptx, slides: 3}
    - {id: calls, kind: import, after: old, file: old.pptx, slides: 2}
"""
    after = prepare_deck(path, text=DECK.replace(TAKEN, swapped)).plan
    pairs = zip(after.sessions[0].slides, name_as_before(after, before).sessions[0].slides, strict=True)
    assert {now.id: was.id for now, was in pairs if was.id != now.id} == {"old": CALLS, "calls": PHONE}


@pytest.mark.slow
def test_a_line_of_an_entry_with_one_slide_is_pulled_and_of_what_no_entry_says_nothing_is_promised(
    write: Callable[[str], Path],
) -> None:
    taken = TAKEN.replace("2-5", "2") + "    - {id: more, kind: import, after: old, file: old.pptx, slides: 4-5}\n"
    made = render_deck(write(DECK.replace(TAKEN, taken)))
    words = {"Ask how you can help": "Ask, and *wait*", "The form": "The blue form", "Monday": "Tuesday"}
    pulled = pull_known(made.edited(typed(words)), made.prepared).pulled
    assert r'body: "- Say who you are\n- Ask, and \\*wait\\*\n  - And listen\n"' in pulled.file.text
    assert [one.partition(", now ")[2] for one in pulled.left] == [
        "“The blue form” (every build keeps it, nothing to do)",
        "“Tuesday” (every build keeps it, nothing to do)",
    ]


@pytest.mark.slow
def test_slides_that_were_deleted_and_moved_within_a_range_become_a_list(write: Callable[[str], Path]) -> None:
    made = render_deck(write(DECK))
    pulled = pull_known(made.edited(arranged(STANDS, CALLS)), made.prepared).pulled
    assert "slides: [4, 2, 5]}" in pulled.file.text
    assert pulled.left == []
    ids, problems = made.after(pulled)
    assert [id for id in ids if id.startswith("old/")] == [STANDS, PHONE, "old/agenda-slide"]
    assert [one for one in problems if one.severity == "error"] == []


@pytest.mark.slow
def test_words_follow_a_slide_to_an_entry_of_its_own_and_then_into_the_file(write: Callable[[str], Path]) -> None:
    path = write(DECK)
    (built,) = build_deck(path).files
    type_title(built, "Calls last year", "Calls of this year")
    (told,) = pull_deck(path).pulled.left
    assert "every build keeps it" in told
    assert "take 3 out of `old` there and add an entry with `slides: 3`" in told

    alone = "    - {id: calls, kind: import, after: old, file: old.pptx, slides: 3}\n"
    path.write_text(DECK.replace("2-5", "[2, 4, 5]") + alone, encoding="utf-8")
    done = build_deck(path)
    assert [one.code for one in done.problems if one.code.startswith("edit")] == []
    titles = titles_of(built)
    assert (titles.count("Calls of this year"), titles.count("Calls last year")) == (1, 1)  # the deck itself has one
    assert "slides: 3, title: Calls of this year}" in pull_deck(path).pulled.file.text


def type_title(path: Path, was: str, now: str) -> None:
    """Type another title over the last one that says so."""
    deck = pptx.Presentation(str(path))
    shape = [slide.shapes.title for slide in deck.slides if slide.shapes.title.text == was][-1]
    shape.text_frame.paragraphs[0].runs[0].text = now
    deck.save(str(path))


def titles_of(path: Path) -> list[str]:
    return [slide.shapes.title.text for slide in pptx.Presentation(str(path)).slides]

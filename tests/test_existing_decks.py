"""Slides of an existing presentation in a deck: imported among others, or the deck starts from them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from tests.conftest import Done
from tests.old_deck import beside_old_decks, give_foot, make_old_deck
from whp_deck.build import build_deck, prepare_deck
from whp_deck.build.copies import check_feet
from whp_deck.build.deck import render_packages
from whp_deck.build.prepare import Prepared
from whp_deck.errors import InvalidDeckError
from whp_deck.office.feet import boxes_of
from whp_deck.office.gate import check_file
from whp_deck.office.parts import element_of
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.snapshot import slide_id_of
from whp_deck.office.xml import drop
from whp_deck.plan import CopiedSlide
from whp_deck.planner.documents import SessionDocuments, make_documents
from whp_deck.render.invite import render_invite_text
from whp_deck.render.outline import render_outline

IMPORT = """\
deck: Test deck
practice: practice.yaml
format: {minutes: 120, sessions: 1}
role_plays: {use: []}
slides:
  add:
    - {id: phone, kind: import, after: what-is-whp, file: old.pptx, slides: [2-3, "Only if there is time"]}
    - id: ours
      kind: import
      after: phone
      file: old.pptx
      slides: how-we-answer-the-phone
      title: How **we** answer
      body: "- First\\n  - Then *this*"
      more_notes: {ask: Who was there?}
"""
SMALL = IMPORT.replace("role_plays: {use: []}", "start_from: wide.pptx").replace("what-is-whp", "agenda-slide")
START = """\
deck: Test deck
practice: practice.yaml
start_from: old.pptx
format: {minutes: 60, sessions: 1}
slides:
  remove: [calls-last-year]
  change:
    how-we-answer-the-phone: {title: How we answer now, notes: {say: New words.}}
    our-promise-to-patients: {more_notes: One more thing.}
  add:
    - {id: our-own, kind: content, after: agenda-slide, title: A slide of ours, body: "- one"}
  order: [where-the-phone-stands, how-we-answer-the-phone]
  hide: [agenda-slide]
"""


@pytest.fixture
def write(write_deck: Callable[..., Path]) -> Callable[[str], Path]:
    return beside_old_decks(write_deck)


def codes(path: Path) -> list[str]:
    return [problem.code for problem in prepare_deck(path).problems if problem.code.startswith(("import", "slide"))]


def test_imported_slides_come_with_their_words_and_notes(write: Callable[[str], Path]) -> None:
    path = write(IMPORT)
    built = build_deck(path, packet=False)
    assert check_file(built.files[0]) == []
    slides = list(pptx.Presentation(str(built.files[0])).slides)
    plan = built.plan.sessions[0].slides
    assert [slide.shapes.title.text for slide in slides] == [slide.title for slide in plan]
    at = next(number for number, slide in enumerate(plan) if slide.id == "phone/how-we-answer-the-phone")
    answer, calls, hidden, ours = slides[at : at + 4]
    assert answer.notes_slide.notes_text_frame.text == "Tell them about the blue phone.\nThen ask who has used it."
    assert answer.slide_layout.name == "Content"
    assert [shape.has_chart for shape in calls.shapes][:2] == [False, True]
    assert hidden._element.get("show") == "0"
    body = ours.placeholders[1].text_frame
    assert [(one.level, one.text) for one in body.paragraphs] == [(0, "First"), (1, "Then this")]
    assert body.paragraphs[0].runs[0].font.size.pt == 30
    assert ours.notes_slide.notes_text_frame.text.splitlines()[-2:] == ["ASK", "Who was there?"]


@pytest.mark.slow
@pytest.mark.parametrize("has_feet", [True, False])
def test_slides_that_join_an_old_deck_have_footer_and_number_as_its_slides_have(
    write: Callable[[str], Path], *, has_feet: bool
) -> None:
    path = write(SMALL)
    if has_feet:
        give_foot(path.parent / "wide.pptx", 2, footer="Hilltop", date="May 1")
    give_foot(path.parent / "old.pptx", 2, footer="St. Agnes", date="March 3, 2021", box="Confidential: St. Agnes")
    built = build_deck(path, packet=False)
    assert check_file(built.files[0]) == []
    slides = list(pptx.Presentation(str(built.files[0])).slides)
    plan = built.plan.sessions[0].slides
    joined = ["phone/" in slide.id or slide.id == "ours" for slide in plan]
    kinds = [{shape.placeholder_format.type.name for shape in slide.placeholders} for slide in slides]
    assert [bool(one & {"SLIDE_NUMBER", "FOOTER"}) for one, new in zip(kinds, joined, strict=True) if new] == [
        has_feet
    ] * 4
    assert not any("DATE" in one for one, new in zip(kinds, joined, strict=True) if new)
    for number in (at for at, new in enumerate(joined) if new):
        feet = [one.text for one in slides[number].placeholders if one.placeholder_format.type.name == "FOOTER"]
        assert feet == ["Hilltop Clinic · Test deck"] * has_feet
    told = [problem.message for problem in built.problems if problem.code == "import-footer"]
    assert told == [
        "`phone/how-we-answer-the-phone`, `ours`: the footer “St. Agnes” and the date “March 3, 2021” of old.pptx gave way to "
        "your own footer",
        "`phone/how-we-answer-the-phone`, `ours`: “Confidential: St. Agnes” of old.pptx stands in a text box, and comes along "
        "as it is",
    ]


@pytest.mark.slow
def test_an_old_foot_line_gives_way_to_the_footer_and_a_deleted_text_box_is_told_no_more(
    write: Callable[[str], Path],
) -> None:
    path = write(SMALL)
    give_foot(path.parent / "wide.pptx", 2, footer="Hilltop")
    for number in (1, 2, 3, 4):
        give_foot(path.parent / "old.pptx", number, footer="", box=f"St. Agnes, page {number}")
    give_foot(path.parent / "old.pptx", 3, footer="", box="Confidential")
    prepared = prepare_deck(path)
    packages = list(render_packages(prepared))
    parts = {slide_id_of(part): element_of(part) for part in slide_parts(packages[0]).values()}
    phone, calls = parts["phone/how-we-answer-the-phone"], parts["phone/calls-last-year"]
    assert [[text for _, text in boxes_of(root)] for root in (phone, calls)] == [[], ["Confidential"]]
    left_out, stands = [one.message for one in check_feet(prepared.plan, packages, prepared.sources)]
    assert left_out == (
        "`phone/how-we-answer-the-phone`, `phone/calls-last-year`, `ours`: the old foot line “St. Agnes, page 2” of old.pptx is "
        "left out, as the new one stands there"
    )
    assert (
        stands == "`phone/calls-last-year`: “Confidential” of old.pptx stands in a text box, and comes along as it is"
    )
    drop(next(boxes_of(calls))[0])  # as a person would, in PowerPoint
    assert [one.message for one in check_feet(prepared.plan, packages, prepared.sources)] == [left_out]


def test_a_kept_look_keeps_its_footer_and_the_build_says_so(write: Callable[[str], Path]) -> None:
    path = write(SMALL.replace("old.pptx, slides: [", "wide.pptx, look: keep, slides: ["))
    give_foot(path.parent / "wide.pptx", 2, footer="St. Agnes")
    told = [problem.message for problem in prepare_deck(path).problems if problem.code == "import-footer"]
    assert told == ["`phone/how-we-answer-the-phone`: `look: keep` keeps the footer “St. Agnes” of wide.pptx"]


def test_a_long_title_is_set_smaller_and_one_that_never_fits_is_told(write: Callable[[str], Path]) -> None:
    path = write(SMALL.replace("slides: how-we-answer-the-phone", "slides: 2"))
    old = pptx.Presentation(str(path.parent / "old.pptx"))
    old.slides[
        1
    ].shapes.title.text = "Who answers when the front desk is at lunch and the nurse is busy, and who does not"
    old.slides[2].shapes.title.text = "Calls and what became of them, all over again " * 9
    old.save(str(path.parent / "old.pptx"))
    built = build_deck(path, packet=False)
    slides = list(pptx.Presentation(str(built.files[0])).slides)
    ids = [slide.id for slide in built.plan.sessions[0].slides]
    at = next(number for number, id in enumerate(ids) if id.startswith("phone/"))
    long, too_long, _, short = (
        [one.get("fontScale") for one in slide.shapes.title._element.iter("{*}normAutofit")]
        for slide in slides[at : at + 4]
    )
    assert long in (["89000"], ["78000"], ["70000"], ["62000"])
    assert (too_long, short) == (["62000"], [])
    (told,) = [problem for problem in built.problems if problem.code == "import-title-long"]
    assert f"slide `{ids[at + 1]}` (slide 3 of old.pptx): its title takes" in told.message


def test_a_movie_beside_the_old_deck_is_copied_beside_the_new_one(write: Callable[[str], Path]) -> None:
    path = write(SMALL)
    film, lost, climbing = "my film/walk one.mp4", "gone.mp4", "../secret.mp4"
    old = pptx.Presentation(str(path.parent / "old.pptx"))
    for target in (film, lost, climbing):
        old.slides[1].part.rels.get_or_add_ext_rel(RT.VIDEO, target.replace(" ", "%20"))
    old.save(str(path.parent / "old.pptx"))
    (path.parent / film).parent.mkdir()
    (path.parent / film).write_bytes(b"a film")
    (path.parent.parent / "secret.mp4").write_bytes(b"not ours to copy")
    built = build_deck(path, packet=False)
    copies = [one for one in built.files if one.suffix == ".mp4"]
    assert [(one.parent.name, one.name, one.read_bytes()) for one in copies] == [
        ("deck-media", "walk one.mp4", b"a film")
    ]
    ids = [slide.id for slide in built.plan.sessions[0].slides]
    slide = list(pptx.Presentation(str(built.files[0])).slides)[ids.index("ours")]
    targets = [one.target_ref for one in slide.part.rels.values() if one.reltype == RT.VIDEO]
    assert targets == ["deck-media/walk%20one.mp4", lost, climbing]
    told = [
        problem.message
        for problem in built.problems
        if "plays a movie" in problem.message and "`ours`" in problem.message
    ]
    assert [lost in one or climbing in one for one in told] == [True, True]


def test_facilitator_only_words_in_an_old_deck_s_notes_are_a_leak(write: Callable[[str], Path]) -> None:
    path = write(START + "role_plays: {use: [rooming-refill]}\n")
    card = next(role for role in prepare_deck(path).deck.scenarios[0].roles if role.id == "patient").card
    old = pptx.Presentation(str(path.parent / "old.pptx"))
    old.slides[0].notes_slide.notes_text_frame.text = card.for_leak_check()
    old.save(str(path.parent / "old.pptx"))
    with pytest.raises(InvalidDeckError, match=r"\[leak\]"):
        build_deck(path, packet=False, draft=True)


def test_minutes_and_notes_of_imported_slides_count(write: Callable[[str], Path]) -> None:
    plan = prepare_deck(write(SMALL)).plan.sessions[0]
    phone = [slide for slide in plan.slides if slide.id.startswith("phone/")]
    assert [(slide.minutes, slide.hidden) for slide in phone] == [(1, False), (1, False), (0, True)]
    assert "blue phone" in phone[0].notes.text
    assert all(isinstance(slide, CopiedSlide) for slide in phone)


def test_what_leads_outside_and_what_leads_nowhere_is_told(write: Callable[[str], Path]) -> None:
    problems = prepare_deck(write(SMALL.split("    - id: ours")[0].replace("[2-3, ", "[4, "))).problems
    told = [problem.code for problem in problems if "of old.pptx" in problem.message]
    assert told == ["import-link-lost", "import-outside", "import-outside"]


def test_slides_that_are_not_there_are_told_all_at_once(write: Callable[[str], Path]) -> None:
    path = write(SMALL.replace('[2-3, "Only if there is time"]', "[9, Our promise to patient, 2, 1-2]"))
    with pytest.raises(InvalidDeckError) as refused:
        build_deck(path, packet=False)
    told = [str(problem) for problem in refused.value.problems if problem.code.startswith("import-s")]
    assert ["“9”" in told[0], "“Our promise to patient”" in told[1]] == [True, True]
    assert "did you mean `Our promise to patients`?" in told[1]
    assert "deck.yaml:7" in told[0]
    assert "import-twice" in [problem.code for problem in refused.value.problems]


def test_a_text_for_several_slides_or_for_a_slide_without_a_place_for_it_is_refused(
    write: Callable[[str], Path],
) -> None:
    path = write(SMALL.replace("slides: how-we-answer-the-phone", "slides: 3"))
    assert "import-no-slot" in codes(path)
    path = write(SMALL.replace("slides: how-we-answer-the-phone", "slides: 2-3"))
    assert codes(path).count("import-several") == 3


@pytest.mark.slow
def test_a_look_of_another_size_cannot_be_kept(write: Callable[[str], Path]) -> None:
    path = write(SMALL.replace('time"]}', 'time"], look: keep}'))
    (problem,) = [one for one in prepare_deck(path).problems if one.code == "import-size"]
    assert problem.message == (
        "`phone`: old.pptx has slides of another size, which cannot keep their design: "
        "theirs 4:3 (10 × 7.5 in), yours 16:9 (13.33 × 7.5 in)"
    )
    make_old_deck(path.parent / "old.pptx", wide=True)
    built = build_deck(path, packet=False)
    assert check_file(built.files[0]) == []
    assert len(pptx.Presentation(str(built.files[0])).slide_masters) == 2


@pytest.mark.slow
def test_one_slide_of_an_import_can_be_hidden(write: Callable[[str], Path]) -> None:
    plan = prepare_deck(write(SMALL + "  hide: [phone/calls-last-year]\n")).plan.sessions[0]
    assert [slide.hidden for slide in plan.slides if slide.id == "phone/calls-last-year"] == [True]
    assert "slide-unknown" in codes(write(SMALL + "  hide: [phone/nothing]\n"))


def test_a_missing_or_foreign_file_is_a_problem_with_a_place(write: Callable[[str], Path]) -> None:
    path = write(SMALL)
    (path.parent / "old.pptx").write_bytes(b"not a presentation")
    with pytest.raises(InvalidDeckError, match=r"deck\.yaml:7: the presentation `old\.pptx` is not a PowerPoint"):
        build_deck(path, packet=False)
    (path.parent / "old.pptx").unlink()
    with pytest.raises(InvalidDeckError, match=r"is not there.*import-unreadable"):
        build_deck(path, packet=False)


def test_a_deck_starts_from_a_presentation_and_leaves_alone_what_nobody_mentions(write: Callable[[str], Path]) -> None:
    path = write(START)
    built = build_deck(path, packet=False)
    old = {slide.shapes.title.text: slide for slide in pptx.Presentation(str(path.parent / "old.pptx")).slides}
    deck = pptx.Presentation(str(built.files[0]))
    new = {slide.shapes.title.text: slide for slide in deck.slides}
    assert list(new) == [
        "Our promise to patients", "Where the phone stands", "How we answer now", "Agenda", "A slide of ours",
        "Only if there is time",
    ]  # fmt: skip
    assert (deck.slide_width, len(deck.slide_masters)) == (9144000, 1)
    assert new["Where the phone stands"].shapes[1].image.sha1 == old["Where the phone stands"].shapes[1].image.sha1
    answer = new["How we answer now"]
    assert answer.notes_slide.notes_text_frame.text.splitlines() == ["SAY", "New words."]
    assert [run.font.size.pt for run in answer.placeholders[1].text_frame.paragraphs[0].runs] == [30]
    assert new["Our promise to patients"].notes_slide.notes_text_frame.text == "One more thing."
    assert [slide._element.get("show") for slide in deck.slides] == [None, None, None, "0", None, "0"]
    linked = new["Only if there is time"].placeholders[1].text_frame.paragraphs[0].runs[0]
    assert linked._r.rPr.find("{*}hlinkClick") is not None
    data = built.files[0].read_bytes()
    assert build_deck(path, packet=False).files[0].read_bytes() == data
    assert new["A slide of ours"].slide_layout.name == "Title and Content"
    with zipfile.ZipFile(built.files[0]) as archive:
        assert [name for name in archive.namelist() if b"Calls last year" in archive.read(name)] == []
    assert check_file(built.files[0]) == []


@pytest.mark.slow
def test_two_shapes_with_one_id_in_a_started_deck_do_not_stop_the_deck_to_share(write: Callable[[str], Path]) -> None:
    path = write(START + "outputs: [deck, share]\n")
    old = pptx.Presentation(str(path.parent / "old.pptx"))
    for shape in (*old.slides[1].shapes, *old.slide_layouts[1].shapes, *old.slide_master.shapes):
        shape._element.xpath(".//p:cNvPr")[0].set("id", "4")
    old.save(str(path.parent / "old.pptx"))
    assert [check_file(one) for one in build_deck(path).files] == [[], []]


@pytest.mark.slow
def test_edits_of_a_started_deck_name_its_slides(write: Callable[[str], Path]) -> None:
    path = write(START.replace("calls-last-year", "calls-last-yeer"))
    with pytest.raises(InvalidDeckError, match=r"no slide `calls-last-yeer` in `old\.pptx`"):
        build_deck(path, packet=False)


@pytest.mark.slow
def test_a_deck_that_was_built_can_be_started_from_again(write: Callable[[str], Path]) -> None:
    path = write(START)
    (built,) = build_deck(path, packet=False).files
    built.rename(path.parent / "old.pptx")
    path.write_text("deck: Again\npractice: practice.yaml\nstart_from: old.pptx\nformat: {minutes: 60, sessions: 1}\n")
    again = build_deck(path, packet=False)
    assert [slide.id for slide in again.plan.sessions[0].slides][:2] == [
        "our-promise-to-patients",
        "where-the-phone-stands",
    ]
    assert "how-we-answer-now" in render_outline(again.plan)


@pytest.mark.slow
def test_the_command_lists_slides_and_prints_entries_that_a_deck_can_use(
    write: Callable[[str], Path], run: Callable[..., Done]
) -> None:
    path = write("")
    done = run("import", "old.pptx", cwd=path.parent)
    assert "`whp-deck import old.pptx --deck DECK.yaml`" in done.stdout.splitlines()[0]
    assert (done.returncode, done.stdout.splitlines()[2]) == (
        0,
        "- {id: how-we-answer-the-phone, kind: import, file: old.pptx, slides: 2, look: adopt}  # How we answer the phone",
    )
    assert "old.pptx: 6 slides, 4:3" in done.stderr
    assert "slide 4: a picture is fetched from the internet" in done.stderr
    entries = "".join(f"    {line}\n" for line in done.stdout.splitlines())
    deck = f"deck: A\npractice: practice.yaml\nformat: {{minutes: 120, sessions: 1}}\nslides:\n  add:\n{entries}"
    path.write_text(deck, encoding="utf-8")
    ids = [slide.id for slide in prepare_deck(path).plan.sessions[0].slides]
    assert ids[-8:-2] == [line.split(",")[0].removeprefix("- {id: ") for line in done.stdout.splitlines()[1:]]
    (path.parent / "desk").mkdir()
    found = run("import", "../old.pptx", cwd=path.parent / "desk").stdout.splitlines()
    assert found == ["# `file:` is as seen from the decks in ..", *done.stdout.splitlines()[1:]]
    listed = json.loads(run("import", "old.pptx", "--json", cwd=path.parent).stdout)
    assert [slide["hidden"] for slide in listed["slides"]] == [False] * 5 + [True]
    assert run("import", "no.pptx", cwd=path.parent).returncode == 1


@pytest.mark.slow
def test_the_command_tells_what_stands_on_slides_and_what_becomes_of_it(
    write: Callable[[str], Path], run: Callable[..., Done]
) -> None:
    path = write("deck: A\npractice: practice.yaml\nformat: {minutes: 60, sessions: 1}\n")
    for number in (1, 2, 3, 4, 5):
        give_foot(
            path.parent / "old.pptx", number, footer="St. Agnes" * (number == 2), box=f"St. Agnes – page {number}"
        )
    told = run("import", "old.pptx", "--look", "keep", "--deck", "deck.yaml", cwd=path.parent).stderr
    assert "Calls last year  [chart]" in told
    assert "Agenda  [table]" in told
    assert "Only if there is time  [hidden; links to slide 2]" in told
    assert "slide 2: `look: keep` keeps the footer “St. Agnes”" in told
    assert "slide 5: the text box “St. Agnes – page 5” comes along as it is" in told
    assert "deck.yaml will not take them so" in told
    assert "theirs 4:3 (10 × 7.5 in), yours 16:9" in told
    told = run("import", "old.pptx", "--deck", "deck.yaml", cwd=path.parent).stderr
    assert "slide 2: your own footer comes in place of the footer “St. Agnes”" in told
    assert "slide 5: the text box “St. Agnes – page 5” is left out where your own footer stands" in told
    assert "will not take them" not in told


@pytest.mark.slow
def test_a_deck_of_somebody_s_own_has_open_decisions_only_where_it_shows_them(write: Callable[[str], Path]) -> None:
    assert prepare_deck(write(START + "outputs: [deck, share]\n")).plan.open_decisions == ()
    assert prepare_deck(write(START + "outputs: [deck, packet]\n")).plan.open_decisions == ()  # its papers ask for none
    shows = START.replace(
        "  order:", "    - {id: count, kind: measures, title: What we count, after: agenda-slide}\n  order:"
    )
    for outputs in ("deck, share", "deck, packet"):
        assert prepare_deck(write(f"{shows}outputs: [{outputs}]\n")).plan.open_decisions


@pytest.mark.slow
def test_why_tells_which_slide_of_which_file_it_is(write: Callable[[str], Path], run: Callable[..., Done]) -> None:
    done = run("why", write(START), "agenda-slide")
    assert "slide 5 of " in done.stdout
    assert "old.pptx, where it stands" in done.stdout
    assert "title (as it is): Agenda" in done.stdout


@pytest.mark.slow
def test_papers_of_a_deck_of_ones_own_are_about_that_deck(write: Callable[[str], Path]) -> None:
    """No word of the strategy, unless the deck shows something of it; the strategy's forms then come back."""

    def papers(deck: str) -> tuple[Prepared, SessionDocuments, str]:
        prepared = prepare_deck(write(deck))
        (documents,), _ = make_documents(prepared.deck, prepared.plan, facts=prepared.facts)
        return prepared, documents, repr((documents, prepared.plan.subject, prepared.plan.keywords))

    own = START.replace("Test deck", "Phone training")
    prepared, documents, words = papers(own)
    assert [section.id for section in documents.packet.sections] == [
        "session-plan", "materials", "script", "sign-in", "certificate",
    ]  # fmt: skip
    assert documents.handout.sections == ()
    assert "no handout: nothing in this deck is to be handed out" in build_deck(prepared.deck.path).note
    assert "Warm Handoff" not in words
    assert "warm-handoff" not in prepared.plan.keywords
    text = render_invite_text(prepared.plan, prepared.plan.sessions[0], words=prepared.deck.words)
    assert "Please come to “Phone training”: 60 minutes.\n" in text
    assert "We talk about" not in text

    kept = papers(own + "packet: {sections: {change: {evaluation: {title: Your word}}}}\n")[1]
    assert "evaluation" in [section.id for section in kept.packet.sections], "words of its own are asked for"
    _, whole, words = papers(
        own.replace("  add:\n", "  add:\n    - {id: ours, kind: handoffs, title: What we hand off}\n")
    )
    assert {"tally-sheet", "confidence", "evaluation"} <= {section.id for section in whole.packet.sections}
    assert "Warm Handoff Plus" in words

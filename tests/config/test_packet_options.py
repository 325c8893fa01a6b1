"""`packet:` and `outputs:` as people write them: paper, columns, and sections removed, reworded and added."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import Deck, load_deck
from whp_deck.errors import Problem
from whp_deck.plan import PrintedDocument, Text
from whp_deck.planner.documents import make_documents
from whp_deck.planner.plan import make_plan

WriteDeck = Callable[..., Path]


def load(path: Path) -> Deck:
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    return deck


def problems_of(path: Path) -> list[Problem]:
    deck, problems = load_deck(path)
    assert deck is None
    return problems


def documents(path: Path, session: int = 1) -> tuple[PrintedDocument, PrintedDocument]:
    deck = load(path)
    made, problems = make_documents(deck, make_plan(deck)[0])
    assert problems == []
    return made[session - 1].packet, made[session - 1].handout


def ids(document: PrintedDocument) -> list[str]:
    return [section.id for section in document.sections]


def edits(text: str) -> str:
    return f"{DECK}packet:\n  sections:\n    {text}\n"


def test_what_is_built_when_nothing_is_said(write_deck: WriteDeck) -> None:
    deck = load(write_deck())
    assert deck.file.outputs == ["deck", "packet", "handout"]
    assert (deck.file.packet.paper, deck.file.packet.columns) == ("letter", 1)


def test_paper_columns_and_outputs(write_deck: WriteDeck) -> None:
    path = write_deck(DECK + "outputs: [deck, packet, handout, share, invite]\npacket: {paper: a4, columns: 2}\n")
    assert load(path).file.outputs == ["deck", "packet", "handout", "share", "invite"]
    for document in documents(path):
        assert (document.paper, document.columns) == ("a4", 2)


@pytest.mark.parametrize(
    ("more", "code", "line"),
    [
        ("outputs: [fax]", "value-unknown", 4),
        ("outputs: []", "value-invalid", 4),
        ("packet: {paper: legal}", "value-unknown", 4),
        ("packet: {columns: 3}", "value-unknown", 4),
        ("packet: {colums: 2}", "key-unknown", 4),
        ("meetings: [{people: none}]", "value-invalid", 4),
    ],
)
def test_each_wrong_choice_is_a_problem(write_deck: WriteDeck, more: str, code: str, line: int) -> None:
    (problem,) = problems_of(write_deck(f"{DECK}{more}\n"))
    assert problem.code == code
    assert str(problem.source).endswith(f"deck.yaml:{line}")


def test_removed_sections_are_not_printed(write_deck: WriteDeck) -> None:
    packet, handout = documents(write_deck(edits("remove: [certificate, role-cards, pocket-cards]")), 2)
    assert not {"certificate", "rooming-refill/role-cards"} & {*ids(packet)}
    assert "rooming-refill/facilitator-sheet" in ids(packet)
    assert "pocket-cards" not in ids(handout)


def test_a_section_of_one_role_play_can_be_removed(write_deck: WriteDeck) -> None:
    path = write_deck(edits("remove: [rooming-refill/observer-form]"))
    assert "rooming-refill/observer-form" not in ids(documents(path, 2)[0])
    assert "scheduling-aspirin/observer-form" in ids(documents(path, 3)[0])


def test_words_of_a_section_are_changed_by_id_and_the_rest_stays(write_deck: WriteDeck) -> None:
    path = write_deck(
        edits(
            "change:\n"
            "      certificate: {title: 'Thank you from {{ practice.name }}', words: {date: When}}\n"
            "      materials: {lists: {bring: ['Cake for {{ session.minutes }} minutes']}}\n"
            "      objections:\n"
            "        items:\n"
            "          - {id: no-time, text: Try one}\n"
            "          - {id: coffee, heading: Where is the coffee?, text: Next door}"
        )
    )
    sections = {section.id: section for number in (1, 3) for section in documents(path, number)[0].sections}
    assert sections["certificate"].title == "Thank you from Hilltop Clinic"
    certificate = repr(sections["certificate"].blocks)
    assert "label='When'" in certificate
    assert "label='Name'" in certificate
    assert "Cake for 15 minutes" in repr(sections["materials"].blocks).replace("\\xa0", " ")
    assert "adapter" not in repr(sections["materials"].blocks)
    texts = [block.text for block in sections["objections"].blocks if hasattr(block, "text")]
    assert texts[texts.index("“We have no time for this.”") + 1] == "Try one"
    assert texts[-2:] == ["Where is the coffee?", "Next door"]


def test_added_sections_stand_where_they_are_put(write_deck: WriteDeck) -> None:
    path = write_deck(
        edits(
            "add:\n"
            "      - {id: parking, title: Parking, body: 'Behind **{{ practice.name }}**', after: materials}\n"
            "      - {id: more-parking, title: More of it, body: Next door, after: parking}\n"
            "      - {id: the-end, title: The end, body: Good night}\n"
            "      - {id: phones, title: Phones, body: Whom to call, after: our-plan}\n"
            "      - {id: costumes, title: Costumes, body: Wear a hat, after: role-cards}"
        )
    )
    packet, handout = documents(path)
    assert ids(packet)[:6] == ["session-plan", "materials", "parking", "more-parking", "script", "costumes"]
    assert ids(packet)[-1] == "the-end"
    assert ids(handout)[:2] == ["our-plan", "phones"]
    parking = packet.sections[2]
    assert parking.title == "Parking"
    assert [block.text for block in parking.blocks if isinstance(block, Text)] == ["Behind Hilltop Clinic"]
    assert str(parking.source).endswith("deck.yaml:7")
    second = ids(documents(path, 2)[0])
    assert second[second.index("costumes") - 1] == "rooming-refill/role-cards"


@pytest.mark.parametrize(
    ("edit", "code", "line", "hint"),
    [
        ("remove: [certificat]", "section-unknown", 6, "did you mean `certificate`?"),
        ("remove: [scheduling-aspirin/role-card]", "section-unknown", 6, "did you mean `scheduling-aspirin/role-cards`?"),
        ("change:\n      sesion-plan: {title: x}", "section-unknown", 7, "did you mean `session-plan`?"),
        ("remove: [script]\n    change:\n      script: {title: x}", "section-removed", 8, "not both"),
        ("change:\n      script: New words", "value-shape", 6, "title"),
        ("change:\n      script: {id: y}", "key-unknown", 7, "add one of your own"),
        ("change:\n      script: {titel: y}", "key-unknown", 7, "did you mean `title`?"),
        ("change:\n      certificate: {words: {signatur: y}}", "key-unknown", 7, "did you mean `signature`?"),
        ("change:\n      materials:\n        lists:\n          rooms: [y]", "key-unknown", 9, "did you mean `room`?"),
        ("change:\n      materials: {lists: {room: y}}", "value-shape", 7, ""),
        ("change:\n      objections: {items: [{text: y}]}", "key-missing", 7, ""),
        ("add:\n      - {title: x, body: y}", "key-missing", 7, "as `- {id: our-parking"),
        ("add:\n      - {id: x, title: x}", "key-missing", 7, "a title and a body"),
        ("add:\n      - {id: script, title: x, body: y}", "id-twice", 7, "packet.sections.change"),
        ("add:\n      - {id: x, title: x, body: y, befor: script}", "key-unknown", 7, ""),
        ("add:\n      - {id: x, title: x, body: y, after: skript}", "section-unknown", 7, "did you mean `script`?"),
        ("remove: [script]\n    add:\n      - {id: x, title: x, body: y, after: script}", "section-removed", 8, "stays"),
        ("add:\n      - {id: X Y, title: x, body: y}", "value-invalid", 7, "lower-case"),
    ],
)  # fmt: skip
def test_each_wrong_edit_is_a_problem(write_deck: WriteDeck, edit: str, code: str, line: int, hint: str) -> None:
    (problem,) = problems_of(write_deck(edits(edit)))
    assert problem.code == code
    assert hint in problem.hint
    assert str(problem.source).endswith(f"deck.yaml:{line}")


def test_a_wrong_expression_is_a_problem_with_its_line(write_deck: WriteDeck) -> None:
    deck = load(write_deck(edits("change:\n      certificate:\n        words:\n          name: '{{ practice.nam }}'")))
    _, problems = make_documents(deck, make_plan(deck)[0])
    assert [(p.code, str(p.source).rpartition("/")[2]) for p in problems] == [("expression-unknown", "deck.yaml:9")]


def test_a_practice_and_a_network_say_it_in_their_own_words(write_deck: WriteDeck) -> None:
    network = "packet:\n  - {id: certificate, title: Network}\n  - {id: script, title: Our script}\n"
    practice = "network: network.yaml\n" + PRACTICE + "packet:\n  - {id: certificate, title: Practice}\n"
    packet, _ = documents(write_deck(practice=practice, network=network), 3)
    titles = {section.id: section.title for section in packet.sections}
    assert (titles["certificate"], titles["script"]) == ("Practice", "Our script")


def test_a_practice_adds_a_section_and_a_misspelt_one_is_told(write_deck: WriteDeck) -> None:
    added = "packet:\n  - {id: parking, title: Parking, body: Behind, after: materials}\n"
    assert "parking" in ids(documents(write_deck(practice=PRACTICE + added))[0])
    (problem,) = problems_of(write_deck(practice=PRACTICE + "packet:\n  - {id: sript, title: Ours}\n"))
    assert problem.code == "section-unknown"
    assert problem.hint == "did you mean `script`?"
    assert str(problem.source).endswith("practice.yaml:7")

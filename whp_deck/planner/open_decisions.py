"""What a practice has not decided yet.

In: a `Deck`. Out: `OpenDecision`s, each with its question and the place where the answer would be written; a warning where the
practice decided for another training.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from whp_deck.config.deck import Deck
from whp_deck.config.deck_file import PAPERS
from whp_deck.content.authored import Authored
from whp_deck.content.decisions import RULES, Occasion
from whp_deck.errors import Problem
from whp_deck.plan import Block, Figures, Movie, OpenDecision, Picture, Session, Steps, Table, Text

ANSWERS = (*RULES, "trained")
OF_OCCASION = ("where", "today", "what")
OF_START = {"date": "start", "how": "start_how", "pilot": "pilot"}  # what `start:` says -> the label of its question
REVIEW = "review.when"
CONTACT = "practice.contact.role"


def check_occasions(deck: Deck) -> Iterator[Problem]:
    """A warning where the practice decided on handoffs and the toolkit trains moments, or the other way round: none is shown."""
    wanted = deck.facts.occasions
    given = "moments" if wanted == "handoffs" else "handoffs"
    decisions = deck.decisions
    if not getattr(decisions, wanted) and getattr(decisions, given):
        place = decisions.place_of(given)
        message = f"decisions.{given}: toolkit `{deck.facts.name}` shows `{wanted}:`, so no slide shows these"
        hint = (
            f"give this training a practice’s file of its own, with `{wanted}:` (`whp-deck init --toolkit {deck.facts.name}` asks for "
            "them); what you wrote under `measures:` and `barriers:` may be about the other training, too"
        )
        yield Problem("occasions-other", message, hint, place, "warning")


def open_decisions(deck: Deck) -> list[OpenDecision]:
    """What the practice has not decided yet, with the question and the place to write the answer."""
    decisions, labels = deck.decisions, deck.words
    found: list[OpenDecision] = []

    def ask(field: str, label: str, model: Authored) -> None:
        # what was never written belongs where the decisions stand
        place = model.place_of(field.rpartition(".")[2]) or decisions.place_of(field.partition(".")[0])
        found.append(OpenDecision(f"decisions.{field}", labels.get(f"decision_labels.{label}"), place))

    occasions = deck.facts.occasions
    listed: Sequence[Occasion] = getattr(decisions, occasions)
    if not listed:
        ask(occasions, occasions, decisions)
    for number, occasion in enumerate(listed, 1):
        for name in OF_OCCASION:
            if getattr(occasion, name) is None:
                field = f"decisions.{occasions}[{occasion.id or number}].{name}"
                question = labels.get(f"{occasions.removesuffix('s')}_questions.{name}", when=occasion.when)
                found.append(OpenDecision(field, question, occasion.place_of(name)))
        if occasion.start is None and not occasion.begins_with_all:
            field = f"decisions.{occasions}[{occasion.id or number}].start"
            question = labels.get(f"{occasions.removesuffix('s')}_questions.start", when=occasion.when)
            found.append(OpenDecision(field, question, occasion.place_of("start")))
    for name in ANSWERS:
        if getattr(decisions, name) is None:
            ask(name, name, decisions)
    if not decisions.barriers:
        ask("barriers", "barriers", decisions)
    for barrier in decisions.barriers:
        if barrier.answer is None:
            question = labels.get("barrier_question", barrier=barrier.barrier)
            found.append(OpenDecision("decisions.barriers", question, barrier.place_of("answer")))
    for name, label in OF_START.items():
        if getattr(decisions.start, name) is None:
            ask(f"start.{name}", label, decisions.start)
    if not decisions.measures:
        ask("measures", "measures", decisions)
    for number, measure in enumerate(decisions.measures, 1):
        for name in ("baseline", "target", "count", "owner"):
            if getattr(measure, name) is None:
                question = labels.get(f"measure_questions.{name}", what=measure.what)
                field = f"decisions.measures[{measure.id or number}].{name}"
                found.append(OpenDecision(field, question, measure.place_of(name)))
    if decisions.review.when is None:
        ask(REVIEW, "review", decisions.review)
    if decisions.review.who_is_open:
        ask("review.who", "review_who", decisions.review)
    contact = deck.practice.contact
    if not contact.role:  # the last slide and the handout say nothing of whom to ask
        place = contact.place_of("role") or deck.practice.place_of("contact")
        found.append(OpenDecision(CONTACT, labels.get("decision_labels.contact"), place))
    return found


def shown_decisions(deck: Deck, sessions: Iterable[Session]) -> list[OpenDecision]:
    """The open decisions of a deck that says anything about them.

    The toolkit's slides, packet and handout do. A deck that starts from a presentation of the practice's own, without these
    papers or with nothing of the strategy, is about something else: then only if one of its slides shows the mark.
    """
    papers = set(PAPERS) & set(deck.file.outputs)
    if deck.started and not (papers and deck.has_strategy):
        mark = deck.words.get("to_be_decided")
        blocks = (block for session in sessions for slide in session.slides for block in slide.slots.values())
        if not any(mark in text for block in blocks for text in _texts(block)):
            return []
    return open_decisions(deck)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Text():
            yield block.text
        case Table():
            yield from (cell.text for row in block.rows for cell in row)
        case Steps():
            yield from (text.text for pair in block.steps for text in pair)
        case Picture() | Movie() | Figures():
            pass
        case _:
            assert_never(block)

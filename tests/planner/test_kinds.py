"""What a kind of slide says of itself, so that no other place has to know its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Literal

import pytest

from tests.conftest import DECK
from whp_deck.config.deck import load_deck
from whp_deck.content.decisions import Decisions
from whp_deck.errors import Source
from whp_deck.plan import FixedWords, Paragraph, Purpose, Run, SlidePlan, Text
from whp_deck.planner.entries import asks_about, shown_minutes
from whp_deck.planner.plan import make_plan
from whp_deck.slides import KINDS
from whp_deck.slides.base import SlideEntry, bullets
from whp_deck.slides.view import View

DISCUSSION = """\
slides:
  add:
    - {id: ask, kind: discussion, after: what-is-whp, title: Over to you, question: Who did *one*?, prompts: "- When?\\n- Where?"}
"""


def test_a_discussion_shows_its_question_and_what_helps_the_talk_along(write_deck: Callable[..., Path]) -> None:
    """What one kind makes of an entry, as the author writes it."""
    deck, problems = load_deck(write_deck(DECK + DISCUSSION))
    assert deck is not None, "\n".join(map(str, problems))
    slide = next(one for one in make_plan(deck)[0].sessions[0].slides if one.id == "ask")
    assert (slide.kind, slide.title, slide.minutes) == ("discussion", "Over to you", 2)
    assert isinstance(slide, SlidePlan)
    shown = {
        slot: [one.text for one in block.paragraphs] for slot, block in slide.slots.items() if isinstance(block, Text)
    }
    assert shown == {"title": ["Over to you"], "question": ["Who did one?"], "prompts": ["When?", "Where?"]}


def test_a_discussion_without_its_question_is_refused_where_it_stands(write_deck: Callable[..., Path]) -> None:
    _, problems = load_deck(write_deck(DECK + DISCUSSION.replace(" question: Who did *one*?,", "")))
    assert [(problem.source and problem.source.line, problem.message) for problem in problems] == [
        (6, "slide `ask`: `question` is missing")
    ]


class VideoHands(SlideEntry):
    """A question about a video, and what came of it: a kind that nobody else knows."""

    kind: Literal["video-hands"] = "video-hands"
    default_minutes: ClassVar[float] = 3
    asks_about: ClassVar[Purpose | None] = "video"

    def yields(self) -> Sequence[str]:
        return (f"{self.id}/hands", f"{self.id}/answers")

    def plan(self, view: View) -> list[SlidePlan]:
        minutes = [self.slide_minutes(id.partition("/")[2]) for id in self.yields()]
        return [self.slide(view, "content", {}, id=id, minutes=m) for id, m in zip(self.yields(), minutes, strict=True)]


def test_a_new_kind_shares_its_minutes_and_stays_with_its_video(write_deck: Callable[..., Path]) -> None:
    deck, problems = load_deck(write_deck())
    assert deck is not None, "\n".join(map(str, problems))
    asked = VideoHands(id="asked", title="Who has seen one?")
    deck = replace(deck, entries={**deck.entries, "asked": asked}, hidden=frozenset({"asked/answers"}))
    assert asked.planned_minutes() == 3
    assert shown_minutes(deck, "asked") == 1.5
    assert asks_about(deck, "video", "asked")
    assert not asks_about(deck, "why", "asked")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.decisions], ids=lambda kind: kind.__name__)
def test_decisions_that_a_kind_shows_are_decisions_of_a_practice(kind: type[SlideEntry]) -> None:
    assert kind.decisions in {"rules", *Decisions.model_fields}
    assert kind.of_strategy


def test_a_line_of_a_list_stays_the_fixed_words_that_it_is() -> None:
    asked = FixedWords("poll.hands", (), Source("en.yaml", 3))
    lines = tuple(Paragraph((Run(words),)) for words in ("Yes", "No"))
    listed = bullets([Text(lines, Source("ours.yaml", 7)), Text((Paragraph((Run("Hands up"),)),), fixed=(asked,))])
    assert [one.text for one in listed.paragraphs] == ["Yes", "No", "Hands up"]
    assert listed.fixed == (None, None, asked)
    assert listed.source == Source("ours.yaml", 7)


@pytest.mark.parametrize(
    ("edits", "shown"),
    [
        ("slides: {remove: [video]}", False),
        ("slides: {remove: [video], include: [video-question]}", True),
        ("slides: {remove: [video], change: {video-question: {title: What did you see last time?}}}", True),
        ("slides: {remove: [video-question]}", False),
        ("slides: {remove: [one-picture]}", True),
    ],
)
@pytest.mark.parametrize("format", ["twice-20", "{minutes: 240}"])
def test_the_question_about_a_video_goes_with_it_unless_the_deck_speaks_of_it(
    write_deck: Callable[..., Path], format: str, edits: str, shown: bool
) -> None:
    deck, problems = load_deck(write_deck(DECK.replace("huddle-15", format) + edits + "\n"))
    assert deck is not None, "\n".join(map(str, problems))
    ids = [slide.id for session in make_plan(deck)[0].sessions for slide in session.slides]
    assert ("video-question" in ids) is shown

"""The debrief sheet of a role play: what happened, why, what we take along; a plus and a delta column.

In: a scenario's debrief prompts and the minutes of its debrief. Out: a guide for whoever leads the talk, which is the
second facilitator where one is named: who has just played the patient should not have to lead it too.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Form, Heading, PacketBlock, Text, WritingLines
from whp_deck.planner.packet.base import PacketView, Part, Played
from whp_deck.slides.base import bullets

_SHARES_OF_TIME = {"description": 0.25, "analysis": 0.5, "application": 0.25}
_NOTES_ROWS = 4


def debrief_sheet(view: PacketView, played: Played) -> Sequence[Part]:
    """Description, analysis, application, each with its minutes."""
    shown = [one.minutes for one in view.session.slides if one.id.partition("#")[0] == f"{played.id}/debrief"]
    # those of its slide, which may have been typed in PowerPoint
    minutes = sum(shown) if shown else float(played.scenario.minutes.debrief)
    blocks: list[PacketBlock] = [*view.body(minutes=view.common.minutes_words(minutes) if minutes else "")]
    for phase, share in _SHARES_OF_TIME.items():
        part = view.common.minutes_words(_half(minutes * share)) if minutes else ""
        blocks += [Heading(view.word(phase, minutes=part)), *_questions(view, played, phase)]
    return [Part([*blocks, *view.text("close")])]


def _questions(view: PacketView, played: Played, phase: str) -> list[PacketBlock]:
    general = [bullets(found)] if (found := view.lines(phase)) else []
    match phase:
        case "description":
            return [*general, WritingLines(2)]
        case "analysis":
            header = (view.common.words.get("went_well"), view.common.words.get("could_be_better"))
            plus, delta = _prompts(view, played, "went_well"), _prompts(view, played, "could_be_better")
            pairs = [
                (plus[i] if i < len(plus) else "", delta[i] if i < len(delta) else "")
                for i in range(max(len(plus), len(delta)))
            ]
            return [*general, Form(header, tuple(pairs), blank_rows=_NOTES_ROWS)]
        case _:
            return [*general, _as_bullets(view, played), WritingLines(2, view.common.words.get("we_will_try"))]


def _prompts(view: PacketView, played: Played, name: str) -> list[str]:
    prompts = played.scenario.debrief
    return [
        view.common.line(prompt, prompts.item_place(name, index)).text
        for index, prompt in enumerate(getattr(prompts, name))
    ]


def _as_bullets(view: PacketView, played: Played) -> Text:
    return bullets(view.common.words_text(prompt) for prompt in _prompts(view, played, "we_will_try"))


def _half(minutes: float) -> float:
    """Full and half minutes: nobody watches a clock more closely in a talk."""
    return max(0.5, round(minutes * 2) / 2)

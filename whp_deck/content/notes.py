"""Speaker notes as authors write them: what to say, do, ask, and how to go on.

In: `notes:` of an entry, a mapping or plain Markdown. Out: `NotesEntry`. Must not lay anything out.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any

from pydantic import Field, ModelWrapValidatorHandler, model_validator

from whp_deck.content.authored import Authored, Map, Markdown, OrText


def split_label(line: str, labels: Collection[str]) -> tuple[str, str]:
    """The label with which somebody begins a line, and the rest: `SAY Please be quiet`, `SAY: …`; "" and the line without one."""
    label, _, rest = line.partition(" ")
    label = label.rstrip(":")
    return (label, rest.strip()) if label and label in labels and rest.strip() else ("", line)


class NotesEntry(Authored):
    """Notes in parts. Plain Markdown becomes `text`."""

    text: Markdown = Field(
        "", description="Plain notes without parts.", examples=["Tell the story of the lost referral, without names."]
    )
    say: Markdown = Field(
        "",
        description="A script that can be read aloud in the slide's minutes.",
        examples=["You walk past this line every morning. It hangs by the front door, and we mean it."],
    )
    do: Markdown = Field("", description="What to do meanwhile.", examples=["Put a clock where you can see it."])
    ask: Markdown = Field(
        "", description="A question to the room.", examples=["Where do we already do this, perhaps without a name?"]
    )
    next: Markdown = Field("", description="How to get to the next slide.", examples=["“Here is what we will do.”"])

    @model_validator(mode="wrap")
    @classmethod
    def _plain_text(cls, data: Any, handler: ModelWrapValidatorHandler[NotesEntry]) -> NotesEntry:
        return handler({"text": data} if isinstance(data, str) and not isinstance(data, Map) else data)

    @property
    def empty(self) -> bool:
        return not (self.text or self.say or self.do or self.ask or self.next)


NotesField = Annotated[NotesEntry, OrText()]

"""The wording of one section of packet or handout: title, opening text, words, lists and items, all Markdown.

In: an entry of the shared packet.yaml with the toolkit's, the layers and the deck's changes laid over it. Out:
`SectionWording`, and `PacketWording` for all of them. Which section prints what is the planner's business: must not
know that here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from whp_deck.content.authored import Authored, Identifier, Markdown

Sessions = Literal["each", "first", "last"]


class SectionItem(Authored):
    """One entry of a section's list, to be changed by its id: an objection with its answer, a step, a question."""

    id: Identifier = Field(description="Short name of the entry; a change finds it by this.", examples=["no-time"])
    heading: Markdown = Field(
        "", description="What stands first, as an objection or a step.", examples=["“We have no time for this.”"]
    )
    text: Markdown = Field(
        "", description="What stands under it, as the answer.", examples=["Start with one patient a day, and count."]
    )


class SectionWording(Authored):
    """All words of one section. Added sections have a title and a body alone."""

    id: Identifier = Field(description="Stable name of the section.", examples=["session-plan"])
    title: Markdown = Field("", description="Heading of the section.", examples=["The session on one page"])
    body: Markdown = Field(
        "", description="Text under the heading.", examples=["Park behind the building; the front lot is for patients."]
    )
    sessions: Sessions = Field(
        "each",
        description="Of a deck with several sessions: in whose packet it is printed. What would be the same each time is printed once.",
        examples=["last"],
    )
    after: str = Field("", description="Id of the section that an added one stands after.", examples=["materials"])
    words: dict[str, Markdown] = Field(
        default_factory=dict, description="Labels and sentences by name.", examples=[{"signature": "Signed by"}]
    )
    lists: dict[str, list[Markdown]] = Field(
        default_factory=dict,
        description="Lists by name; a change replaces one.",
        examples=[{"rules": ["Volunteers only", "Mistakes are welcome"]}],
    )
    items: list[SectionItem] = Field(
        default_factory=list,
        description="Entries with an id; a change merges by id.",
        examples=[[{"id": "no-time", "text": "Start with one patient a day, and count."}]],
    )


@dataclass(frozen=True, slots=True)
class PacketWording:
    """Every section's wording by id, in the order of the toolkit and then of the additions, and the removed ids.

    A removed id is a section's, or `scenario/section` for one role play alone.
    """

    sections: Mapping[str, SectionWording] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()

"""The practice: whose deck it is, its people and its own titles for them.

In: the `practice:` and `staff:` parts of practice.yaml. Out: `Practice`, `StaffTitle`. Must not know slides.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, field_validator

from whp_deck.content.authored import Authored, MaybePhrase, MaybeWords, Said, Words, needed
from whp_deck.content.colors import color_code
from whp_deck.content.contacts import CONTACT
from whp_deck.content.phrases import PHRASE
from whp_deck.errors import Source, is_cell

_TITLE = needed("write the title, or take the line out: our own word is then used")
SHORT_NAME = "practice.short_name"


class Contact(Authored):
    """Whom to ask: a role and a phone extension, no personal data needed."""

    role: Annotated[MaybePhrase, CONTACT] = Field(
        "", description="Who answers questions.", examples=["practice manager"]
    )
    phone: MaybePhrase = Field("", description="Phone or extension; no private numbers.", examples=["ext. 12"])
    email: MaybePhrase = Field(
        "", description="Address for questions; no private ones.", examples=["training@example.org"]
    )


class Facilitator(Authored):
    """Who leads a session; the second one leads the debrief, or replaces the first."""

    name: Said = Field(description="Name as it should be printed.", examples=["Dana Whitfield"])
    role: MaybePhrase = Field("", description="What this person does in the practice.", examples=["nurse"])


class ThemeEntry(Authored):
    """The practice's own look: a logo and two colors."""

    logo: MaybeWords = Field(
        "", description="PNG, JPEG or SVG file, relative to this file.", examples=["riverside.svg"]
    )
    primary: MaybeWords = Field(
        "", description="Dark color of titles and grounds: a code, or an English name.", examples=["#0B4F5C", "navy"]
    )
    accent: MaybeWords = Field("", description="The one warm accent.", examples=["#AA441C"])

    @field_validator("primary", "accent")
    @classmethod
    def _by_name(cls, value: str) -> str:
        return color_code(value) or value  # what is no color is told with what can be read


class Practice(Authored):
    """The practice itself. Only the name is required."""

    name: Annotated[Words, Field(max_length=200), needed("write the name as on the door")] = Field(
        description="Full name as on the door.", examples=["Riverside Family Medicine"]
    )
    short_name: MaybeWords = Field(
        "",
        description="What people call it. It stands at the foot of each slide, and on the title slide where the full name does "
        "not fit; printed pages keep the name.",
        examples=["Riverside"],
    )
    contact: Contact = Field(
        Contact(),
        description="Whom to ask after the training.",
        examples=[{"role": "practice manager", "phone": "ext. 12"}],
    )
    language: str = Field("en", description="Language of the deck.", examples=["en"], pattern=r"^[a-z]{2}(-[A-Z]{2})?$")
    facilitators: list[Facilitator] = Field(
        default_factory=list,
        description="Who leads the sessions; the second one leads the debrief, or steps in.",
        examples=[[{"name": "Dana Whitfield", "role": "nurse"}]],
    )
    theme: ThemeEntry = Field(
        ThemeEntry(),
        description="Your own look: a logo and two colors.",
        examples=[{"logo": "riverside.svg", "primary": "#0B4F5C", "accent": "#B4481E"}],
    )


class StaffTitle(Authored):
    """The practice's own title for a kind of staff."""

    title: Annotated[Words, Field(max_length=80), PHRASE, _TITLE] = Field(
        description="What slides and cards call one of them.", examples=["medical assistant"]
    )
    plural: MaybePhrase = Field("", description="What they call several of them.", examples=["medical assistants"])


def is_listed(name: str, others: Iterable[str]) -> bool:
    """Whether a person stands among the others, however the name is typed."""
    return " ".join(name.casefold().split()) in {" ".join(other.casefold().split()) for other in others}


def ask_for_short_name(place: Source | None) -> str:
    """How to give one in the kind of file that holds the name: `give `practice.short_name``, to go on with a comma."""
    return f"add a column `{SHORT_NAME}`, if there is none, and fill it" if is_cell(place) else f"give `{SHORT_NAME}`"

"""What a packet section may look at, and the three sorts of sections.

In: a `PacketView`: one session of the fitted plan, the practice's world, and the section's own wording. Out: blocks.
A handout section gives `PublicBlock`s alone, which no facilitator-only text is; a strict type check holds that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from whp_deck.config.deck import Deck
from whp_deck.content.decisions import Occasion
from whp_deck.content.facilitator_only import FacilitatorOnly
from whp_deck.content.packet import SectionItem, SectionWording
from whp_deck.content.scenario import Scenario
from whp_deck.errors import Source
from whp_deck.markup import read_markdown
from whp_deck.plan import (
    Checks,
    DeckPlan,
    FacilitatorText,
    Form,
    Heading,
    PacketBlock,
    PacketSection,
    Paragraph,
    Picture,
    PocketCard,
    Run,
    Session,
    Table,
    Text,
    WritingLines,
)
from whp_deck.planner.packet.clock import Clock
from whp_deck.slides.base import capital
from whp_deck.slides.role_play import RolePlaySlides
from whp_deck.slides.view import View

PublicBlock = Text | Table | Picture | Heading | WritingLines | Form | PocketCard


@dataclass(frozen=True, slots=True)
class Played:
    """A role play of this session: its scenario, and its number among all role plays of the deck."""

    id: str
    entry: RolePlaySlides
    number: int
    count: int

    @property
    def scenario(self) -> Scenario:
        return self.entry.scenario


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a packet, before it has an id and a title: those come from its wording."""

    blocks: Sequence[PacketBlock]
    facilitator_only: bool = False
    suffix: str = ""
    framed: bool = False
    one_page: bool = False
    joins: bool = (
        False  # may stand below the section before it, as for the same reader and not to be cut off or handed on
    )


@dataclass(frozen=True, slots=True)
class PublicPart:
    """One section of a handout."""

    blocks: Sequence[PublicBlock]
    joins: bool = False


@dataclass(frozen=True, slots=True)
class SessionSection:
    """A packet section that stands once in a session; no parts = it has nothing to say here."""

    id: str
    make: Callable[[PacketView], Sequence[Part]]


@dataclass(frozen=True, slots=True)
class RolePlaySection:
    """A packet section that stands once for each role play of the session."""

    id: str
    make: Callable[[PacketView, Played], Sequence[Part]]


@dataclass(frozen=True, slots=True)
class HandoutSection:
    """A section of the handout."""

    id: str
    make: Callable[[PacketView], Sequence[PublicPart]]


Section = SessionSection | RolePlaySection | HandoutSection


@dataclass(frozen=True, slots=True)
class SessionWorld:
    """One session of the plan with all that its sections may look at."""

    deck: Deck
    plan: DeckPlan
    session: Session
    common: View  # what slides see, too: words, dates, decisions, the world that expressions name
    clock: Clock
    played: tuple[Played, ...]
    people: int | None

    def of(self, wording: SectionWording) -> PacketView:
        """The world as the section with this wording sees it."""
        return PacketView(
            self.deck, self.plan, self.session, self.common, self.clock, self.played, self.people, wording
        )

    @property
    def scenarios(self) -> list[Scenario]:
        """What this session plays."""
        return [play.scenario for play in self.played]


@dataclass(frozen=True, slots=True)
class PacketView(SessionWorld):
    """The world of one section. Texts are Markdown with expressions, from the section's wording."""

    wording: SectionWording

    # --- words

    def title(self, **more: object) -> str:
        """The section's title as plain text."""
        return self._plain(self.wording.title, self.wording.place_of("title"), more)

    def body(self, **more: object) -> list[Text]:
        """The section's opening text; nothing when it is empty."""
        return _shown(self._text(self.wording.body, self.wording.place_of("body"), more))

    def word(self, key: str, **more: object) -> str:
        """One of the section's words as plain text."""
        return self._plain(self.wording.words[key], self.wording.nested_place("words", key), more)

    def text(self, key: str, **more: object) -> list[Text]:
        """One of the section's words as paragraphs; nothing when a condition leaves it empty."""
        return _shown(self._text(self.wording.words[key], self.wording.nested_place("words", key), more))

    def lines(self, key: str, **more: object) -> list[Text]:
        """One of the section's lists, each entry a text; entries that a condition leaves empty are dropped."""
        place = self.wording.nested_place("lists", key)
        texts = (self._text(markdown, place, more) for markdown in self.wording.lists[key])
        return [text for text in texts if text.paragraphs]

    def checks(self, key: str) -> list[Heading | Checks]:
        """The list of that name with a box before each entry, under the word of that name; nothing without an entry."""
        texts = self.lines(key)
        return [Heading(self.word(key)), Checks(tuple(texts))] if texts else []

    def item_heading(self, item: SectionItem, **more: object) -> Text:
        """The heading of one of the section's items."""
        return self._text(item.heading, item.place_of("heading"), more)

    def item_text(self, item: SectionItem, **more: object) -> Text:
        """The text of one of the section's items."""
        return self._text(item.text, item.place_of("text"), more)

    def facilitator_text(self, text: FacilitatorOnly, place: Source | None) -> FacilitatorText:
        """Facilitator-only words for a packet section."""
        filled = self.common.expressions.fill(text.for_packet(), place, self.common.problems)
        return FacilitatorText(read_markdown(filled), place)

    def _text(self, markdown: str, place: Source | None, more: dict[str, object]) -> Text:
        filled = self.common.expressions.fill(markdown, place, self.common.problems, **_names(more))
        return Text(read_markdown(filled), place)

    def _plain(self, markdown: str, place: Source | None, more: dict[str, object]) -> str:
        return " ".join(paragraph.text for paragraph in self._text(markdown, place, more).paragraphs)

    # --- the practice

    def staff(self, key: str) -> str:
        """A staff title with a capital letter: `Medical assistant`."""
        return capital(self.common.staff_title(key))

    def occasion_names(self, occasion: Occasion) -> dict[str, object]:
        """What expressions may say of a handoff or moment: `handoff.when`, `moment.who`."""
        values = {name: getattr(occasion, name) or "" for name in ("id", "what", "when", "where", "today")}
        return {self.occasion: values | self.common.titles(occasion) | {"who": self.common.who(occasion)}}

    @property
    def occasion(self) -> str:
        """What the toolkit's occasions are called in its texts: `handoff` or `moment`."""
        return self.deck.facts.occasions.removesuffix("s")

    # --- what is open

    def to_be_decided(self, question: str = "") -> list[Text | WritingLines]:
        """The mark of an open decision, and a line to write the answer on."""
        return [self.common.open_text(), WritingLines(1, question)]

    @property
    def undecided(self) -> str:
        return self.common.words.get("to_be_decided")


def _names(more: dict[str, object]) -> dict[str, Any]:
    return dict(more)


def _shown(text: Text) -> list[Text]:
    return [text] if text.paragraphs else []


def bold(text: str) -> Text:
    """Plain words in bold, exactly as they are."""
    return Text((Paragraph((Run(text, bold=True),)),))


def labelled(label: str, text: Text) -> Text:
    """`label` in bold before the first paragraph."""
    head = Run(f"{label} ", bold=True)
    first, *rest = text.paragraphs or (Paragraph(()),)
    return Text((Paragraph((head, *first.runs), first.level, first.marker), *rest), text.source)


def section(id: str, title: str, part: Part, source: Source | None) -> PacketSection:
    """A finished packet section."""
    name = f"{id}/{part.suffix}" if part.suffix else id
    return PacketSection(
        name, title, tuple(part.blocks), part.facilitator_only, not part.joins, part.framed, part.one_page, source
    )

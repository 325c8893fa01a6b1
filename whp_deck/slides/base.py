"""What every slide kind has in common: the keys of an entry, and how texts become lists and lines.

In: an entry of slides.yaml or of a deck, and a `View`. Out: `SlidePlan`s. A kind knows blocks and slots, never
renderers or templates.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar, Self

from pydantic import Field, PrivateAttr

from whp_deck.content.authored import Authored, Markdown, MaybePhrase, Minutes, SlideIdText
from whp_deck.content.facilitator_only import FacilitatorOnly
from whp_deck.content.notes import NotesEntry, NotesField
from whp_deck.markup import plain
from whp_deck.plan import Block, Facts, NotePart, Notes, Paragraph, Purpose, SlidePlan, Text, Wanted
from whp_deck.slides.view import View


class PacketEntry(Authored):
    """What the packet adds to a slide."""

    tip: FacilitatorOnly | None = Field(
        None,
        description="Advice for the facilitator. Never on a slide.",
        examples=["Test the link on the meeting-room computer the day before."],
    )


class SlideEntry(Authored):
    """The keys of every slide entry. A kind adds its own and says what slides it yields."""

    default_minutes: ClassVar[float] = 1
    purpose: ClassVar[Purpose] = "content"
    of_strategy: ClassVar[bool] = False  # says what the practice decided of the strategy, or trains it
    decisions: ClassVar[str] = ""  # as in a `SlidePlan`
    is_counted: ClassVar[bool] = False  # as in a `SlidePlan`
    leads_on: ClassVar[bool] = False  # makes no sense without the slide after it: both stay in one session
    asks_about: ClassVar[Purpose | None] = None  # stays with the slide before it, if that one has this purpose
    slides_in_file: ClassVar[bool] = False  # which slides it yields is known when its file was read
    # slots that show something as long as a field of the entry does not say it: what is typed there goes into the field
    typed_over: ClassVar[Mapping[str, str]] = MappingProxyType({})

    kind: str
    id: SlideIdText = Field(description="Stable name of the slide.", examples=["our-promise"])
    title: Markdown = Field(
        "",
        description="A sentence that says the point.",
        examples=["Two of us talk, and the patient takes part"],
        max_length=200,
    )
    part: MaybePhrase = Field(
        "",
        description="Section in the slide sorter, and line of the agenda.",
        examples=["What it is, and why"],
        max_length=80,
    )
    remember: Markdown = Field(
        "",
        description="What people should take away, in one short line: the recap of the next session says it.",
        examples=["What the patient hears, the patient can put right"],
        max_length=200,
    )
    minutes: Minutes | None = Field(
        None, description="Minutes this slide takes; the kind knows an ordinary value.", examples=[1]
    )
    notes: NotesField = Field(
        NotesEntry(),
        description="Speaker notes: {say, do, ask, next}, or plain Markdown.",
        examples=[{"say": "So what is a Warm Handoff Plus?", "ask": "Where do we already do this?"}],
    )
    packet: PacketEntry = Field(
        PacketEntry(),
        description="Facilitator-only additions for the packet.",
        examples=[{"tip": "Never ask the newest person first."}],
    )
    sources: list[str] = Field(
        default_factory=list, description="Ids of the toolkit's sources.", examples=[["ahrq-guide-2018"]]
    )

    _files: Facts = PrivateAttr(default_factory=Facts)

    def wants(self) -> Sequence[Wanted]:
        """The files of which this entry must know the facts before it is planned."""
        return ()

    def informed(self, files: Facts) -> Self:
        """The same entry, which knows the facts of the files that it wants; the one it is made from stays as it is."""
        if not self.wants():
            return self
        informed = self.model_copy()
        informed._files = files
        return informed

    @abstractmethod
    def plan(self, view: View) -> list[SlidePlan]:
        """The slides of this entry, in order."""

    def planned_minutes(self) -> float:
        """Minutes of all slides that this entry yields."""
        return self.default_minutes if self.minutes is None else self.minutes

    def slide_minutes(self, part: str) -> float:
        """Minutes of one of its slides, by the second half of its id; a kind of several slides says it of each."""
        return self.planned_minutes() / max(len(self.yields()), 1)

    @property
    def heading(self) -> str:
        """What the entry is called in a list of entries."""
        return self.title

    def takeaway(self, view: View) -> str:
        """What people should take away from this entry; a kind that has it in its data says it when `remember` does not."""
        return view.line(self.remember, self.place_of("remember")).text.strip()

    def yields(self) -> Sequence[str]:
        """Ids of the slides, when they differ from the entry's own."""
        return (self.id,)

    def slide(self, view: View, layout: str, slots: Mapping[str, Block | None], **changes: Any) -> SlidePlan:
        """One slide of this entry with the common parts filled in; empty blocks are left out."""
        title = changes.pop("title", None) or view.line(self.title, self.place_of("title"))
        minutes = changes.setdefault("minutes", self.planned_minutes())
        filled: dict[str, Block] = {"title": title}
        filled |= {slot: block for slot, block in slots.items() if block is not None and not _is_empty(block)}
        made: dict[str, Any] = {
            "id": self.id,
            "kind": self.kind,
            "purpose": self.purpose,
            "notes": view.notes(self.notes, self.place_of("notes")),
            "part": self.part,
            "source": self.place_of(),
            "remember": self.takeaway(view),
            "minutes_source": self.place_of("minutes"),
            "decisions": self.decisions,
            "is_counted": self.is_counted,
        }
        made |= changes
        continues = view.words.get("continues", title=title.text)
        made["notes"] = _with_time(view, made["notes"], minutes, continues)
        return SlidePlan(layout=layout, slots=filled, **made)


def _with_time(view: View, notes: Notes, minutes: float, continues: str) -> Notes:
    """Notes that begin with the slide's minutes, for whoever watches the clock."""
    time = NotePart("", plain(view.words.get("note_minutes", minutes=view.minutes_words(minutes))))
    return Notes((time, *notes.parts) if minutes else notes.parts, notes.source, continues)


def _is_empty(block: Block) -> bool:
    return isinstance(block, Text) and not block.text.strip()


def bullets(texts: Iterable[Text]) -> Text:
    """Texts as one bulleted list; of each line stays known which fixed words it is, and what it is made of."""
    listed = [(text, at, line) for text in texts for at, line in enumerate(text.paragraphs)]
    fixed = tuple(text.fixed[at] if at < len(text.fixed) else None for text, at, _ in listed)
    made_of = tuple(text.made_of[at] if at < len(text.made_of) else () for text, at, _ in listed)
    return Text(
        tuple(replace(line, marker="bullet") for _, _, line in listed),
        next((text.source for text, _, _ in listed if text.source), None),
        fixed=fixed if any(fixed) else (),
        made_of=made_of if any(made_of) else (),
    )


def capital(text: str) -> str:
    """`text` as it begins a line or a cell: with a capital, unless its first word is written in its own way (`eConsult`)."""
    word = text.split(maxsplit=1)[0] if text.strip() else ""
    return text[:1].upper() + text[1:] if not re.search(r".[A-Z]|[@/]|\w\.\w", word) else text


def begun(text: Text) -> Text:
    """A text that begins a line or a cell: its first letter as a capital, whatever the practice typed."""
    if not text.paragraphs or not text.paragraphs[0].runs:
        return text
    first, *rest = text.paragraphs
    run, *runs = first.runs
    word = replace(run, text=capital(run.text))
    return replace(text, paragraphs=(replace(first, runs=(word, *runs)), *rest))


def heading_and_text(heading: Text, text: Text) -> Text:
    """Level 1 = the heading, level 2 = the text, in one placeholder (names of two lines push the text down)."""
    head = [Paragraph(p.runs, 0) for p in heading.paragraphs]
    body = [Paragraph(p.runs, min(p.level + 1, 4), p.marker) for p in text.paragraphs]
    fixed = (*(heading.fixed or (None,) * len(head)), *text.fixed)
    return Text((*head, *body), heading.source or text.source, fixed=fixed if any(fixed) else ())

"""Slides of an existing presentation, taken over as they are: all of them, or those that an entry names.

In: an entry and the facts of its file. Out: `CopiedSlide`s. Must not open the file, or touch what nobody mentioned.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from whp_deck.content.authored import Markdown, Paths, Words
from whp_deck.content.notes import NotesEntry, NotesField
from whp_deck.errors import Problem, Source
from whp_deck.markup import plain
from whp_deck.plan import (
    WORDS_A_MINUTE,
    CopiedSlide,
    DeckFacts,
    NotePart,
    Notes,
    SlideFacts,
    SlidePlan,
    Text,
    Wanted,
    path_beside,
)
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.view import View

_RANGE = re.compile(r"(\d{1,4})\s*[-–]\s*(\d{1,4})")


class ExistingSlides(SlideEntry):
    """Slides of another presentation, with their pictures, charts, movies, animations and notes."""

    kind: Literal["import"] = "import"
    slides_in_file: ClassVar[bool] = True
    default_minutes: ClassVar[float] = 1
    file: Words = Field(description="The presentation, a .pptx or .potx file.", examples=["old.pptx"])
    slides: Paths = Field(
        default_factory=list,
        description="Which slides: numbers, ranges, ids or titles; empty = all. `whp-deck import FILE` lists them.",
        examples=[["2", "4-6", "Our promise"]],
    )
    look: Literal["adopt", "keep"] = Field(
        "adopt",
        description="adopt = in the look of this deck's template; keep = with the design they have.",
        examples=["keep"],
    )
    layouts: dict[str, str] = Field(
        default_factory=dict,
        description="For `look: adopt`: which layout of this deck's template stands in for which of theirs.",
        examples=[{"Titel und Inhalt": "Content"}],
    )
    body: Markdown = Field(
        "",
        description="New text for the slide's main placeholder, in the formatting that it has. For one slide.",
        examples=["- Ten minutes\n- In the hallway"],
    )
    more_notes: NotesField = Field(
        NotesEntry(),
        description="Speaker notes that come after those that the slide has. For one slide.",
        examples=["Then show where the tally sheet hangs."],
    )

    @property
    def path(self) -> str:
        """The file, as facts know it."""
        return path_beside(self.file, self.place_of("file"))

    def wants(self) -> Sequence[Wanted]:
        return (Wanted("deck", self.path, self.place_of("file")),)

    def yields(self) -> Sequence[str]:
        return tuple(self._ids(self._chosen([])))

    def planned_minutes(self) -> float:
        chosen = [slide for slide in self._chosen([]) if not slide.hidden]
        return sum(self._minutes(slide, len(chosen)) for slide in chosen)

    def slide_minutes(self, part: str) -> float:
        """Minutes of one of the slides, by the second half of its id; of the only one for "" (hidden ones take none)."""
        chosen = self._chosen([])
        shown = sum(not slide.hidden for slide in chosen)
        found = [slide for slide in chosen if part in ("", slide.id) and not slide.hidden]
        return self._minutes(found[0], shown) if found else 0

    def plan(self, view: View) -> list[SlidePlan]:
        chosen = self._chosen(view.problems)
        if len(chosen) > 1:
            self._refuse_texts(view)
        shown = sum(not slide.hidden for slide in chosen)
        planned: list[SlidePlan] = []
        for id, slide in zip(self._ids(chosen), chosen, strict=True):
            minutes = 0 if slide.hidden else self._minutes(slide, shown)
            planned.append(self._slide(view, id, slide, minutes, alone=len(chosen) == 1))
        return planned

    def _slide(self, view: View, id: str, slide: SlideFacts, minutes: float, *, alone: bool) -> CopiedSlide:
        texts = self._texts(view, slide) if alone else {}
        title = texts.get("title") or Text(plain(slide.title), self.place_of())
        there = (NotePart("", tuple(one for line in slide.notes for one in plain(line))),) if slide.notes else ()
        notes, kept = Notes(there, self.place_of()), len(there)
        if alone and not self.notes.empty:
            notes, kept = view.notes(self.notes, self.place_of("notes")), 0
        if alone and not self.more_notes.empty:
            more = view.notes(self.more_notes, self.place_of("more_notes"))
            notes = Notes((*notes.parts, *more.parts), notes.source)
        return CopiedSlide(
            id=id,
            kind=self.kind,
            layout="",
            slots={"title": title} if title.text else {},
            notes=notes,
            minutes=minutes,
            part=self.part,
            hidden=slide.hidden,
            source=self.place_of(),
            minutes_source=self.place_of("minutes"),
            file=self.path,
            file_id=slide.id,
            number=slide.number,
            look=self.look,
            layouts=self.layouts,
            texts=texts,
            kept_notes=kept,
            plays={name: path_beside(name, Source(self.path, 0)) for name in slide.plays},
        )

    def _texts(self, view: View, slide: SlideFacts) -> Mapping[str, Text]:
        """The texts that are changed; a slide without a placeholder for one cannot take it."""
        texts: dict[str, Text] = {}
        for name, markdown in (("title", self.title), ("body", self.body)):
            if not markdown.strip():
                continue
            place = self.place_of(name)
            if name not in slide.slots:
                message = f"slide {slide.number} of {self.file} has no placeholder for a {name}"
                hint = f"take `{name}:` out, or give the slide a layout with a {name} in PowerPoint"
                view.problems.append(Problem("import-no-slot", message, hint, place))
            else:
                texts[name] = view.line(markdown, place) if name == "title" else view.text(markdown, place)
        return texts

    def _refuse_texts(self, view: View) -> None:
        for name in ("title", "body", "notes", "more_notes"):
            if getattr(self, name) and not getattr(getattr(self, name), "empty", False):
                message = f"slide `{self.id}`: `{name}` is for one slide, and this entry takes several"
                hint = "make an entry of its own for the slide that you change"
                view.problems.append(Problem("import-several", message, hint, self.place_of(name)))

    # --- which slides

    def numbers_of(self, names: Sequence[str]) -> list[int]:
        """The numbers of the slides that these words for `slides:` take; without words all."""
        deck = self._files.decks.get(self.path)
        if deck is None:
            return []
        found = [slide for name in names for slide in _named(deck, name.strip())] if names else deck.slides
        return list(dict.fromkeys(slide.number for slide in found))

    def list_slides(self, numbers: Sequence[int]) -> list[str]:
        """What `slides:` says to take these, in this order: as it names them now, else by number."""
        deck = self._files.decks.get(self.path)
        named = [(name, _named(deck, name.strip())) for name in self.slides] if deck is not None else []
        names = {
            found[0].number: name for name, found in named if len(found) == 1 and not _RANGE.fullmatch(name.strip())
        }
        return [names.get(number, str(number)) for number in numbers]

    def _ids(self, chosen: Sequence[SlideFacts]) -> list[str]:
        return [self.id] if len(chosen) == 1 else [f"{self.id}/{slide.id}" for slide in chosen]

    def _minutes(self, slide: SlideFacts, shown: int) -> float:
        """An entry's own minutes are shared out; else as long as its notes take to say, in halves, at least one."""
        if self.minutes is not None:
            return self.minutes / max(shown, 1)
        words = sum(len(line.split()) for line in slide.notes)
        return max(self.default_minutes, math.ceil(2 * words / WORDS_A_MINUTE) / 2)

    def _chosen(self, problems: list[Problem]) -> list[SlideFacts]:
        """The slides that the entry names, in its order, each once; what names none is a problem."""
        deck: DeckFacts | None = self._files.decks.get(self.path)
        if deck is None:
            return []
        if not self.slides:
            return list(deck.slides)
        chosen: dict[int, SlideFacts] = {}
        for index, name in enumerate(self.slides):
            found = _named(deck, name.strip())
            for slide in found:
                if slide.number in chosen:
                    message, hint = f"slide {slide.number} of {self.file} is named twice", "keep one"
                    problems.append(Problem("import-twice", message, hint, self.item_place("slides", index)))
                chosen[slide.number] = slide
            if not found:
                message = f"{self.file} has no slide “{name}”"
                known = [one.id for one in deck.slides] + [one.title for one in deck.slides if one.title]
                near = difflib.get_close_matches(name, known, n=1)
                hint = f"it has {len(deck.slides)} slides; `whp-deck import` lists them"
                hint = f"did you mean `{near[0]}`? {hint}" if near else hint
                problems.append(Problem("import-slide-unknown", message, hint, self.item_place("slides", index)))
        return list(chosen.values())


def _named(deck: DeckFacts, name: str) -> list[SlideFacts]:
    """The slides that a number, a range, an id or a title names."""
    match = _RANGE.fullmatch(name)
    if match or name.isdecimal():
        first, last = (int(match[1]), int(match[2])) if match else (int(name), int(name))
        return list(deck.slides[first - 1 : last]) if 1 <= first <= last <= len(deck.slides) else []
    by_id = [slide for slide in deck.slides if slide.id == name]
    return (by_id or [slide for slide in deck.slides if slide.title.casefold() == name.casefold()])[:1]

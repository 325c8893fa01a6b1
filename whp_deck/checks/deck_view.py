"""A finished presentation as rules see it: slides with their looks, texts, titles; each looked up once.

In: an open package, its file's name, and for a deck of ours the plan's slides. Out: `DeckView`. Must not judge.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from whp_deck.checks.rule import Hit, Spot
from whp_deck.errors import Severity, Source
from whp_deck.office.gate import Finding as GateFinding
from whp_deck.office.looks import Looks, RunLook, looks_of
from whp_deck.office.notes import notes_body_of
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import SERVICE, TITLES, Box, properties_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sheets import Placed
from whp_deck.office.snapshot import slide_id_of
from whp_deck.office.template import Template
from whp_deck.office.xml import DECORATIVE_NS, Element, a, attribute, descend, p
from whp_deck.plan import CopiedSlide, SlidePlan

_DECORATIVE = f"{{{DECORATIVE_NS}}}decorative"


@dataclass(frozen=True, slots=True)
class Known:
    """What the author's files say of the deck: the plan of each slide, the template, the practice.

    `slides` are in the order of the file; None for one that somebody added by hand. `own` are the shapes that somebody
    added to others, their names by the slide's number. `people`: names and contacts of the team; `strangers`: words of
    other practices, and whose they are; `dates`: those that the rules on the plan look at. `faults` and `violations`:
    what was wrong with the template before.
    """

    slides: Sequence[SlidePlan | None] = ()
    own: Mapping[int, frozenset[str]] = field(default_factory=dict)
    template: Template | None = None
    practice: str = ""
    people: tuple[str, ...] = ()
    strangers: Mapping[str, str] = field(default_factory=dict)
    dates: frozenset[dt.date] = frozenset()
    faults: frozenset[GateFinding] = frozenset()
    violations: frozenset[tuple[str, str]] = frozenset()

    def makes(self, number: int) -> bool:
        """Whether whp-deck makes that slide from words, rather than copying it from another deck."""
        slide = self.slides[number - 1] if 0 < number <= len(self.slides) else None
        return slide is not None and not isinstance(slide, CopiedSlide)

    def source_of(self, number: int, shape: str) -> Source | None:
        """The line that put a text into a shape of a slide; the slide's own line for any other shape of ours."""
        slide = self.slides[number - 1] if 0 < number <= len(self.slides) else None
        if slide is None or shape in self.own.get(number, ()):
            return None
        layout = None if self.template is None else self.template.layouts.get(slide.layout)
        for slot, block in slide.slots.items():
            place = None if layout is None else layout.slots.get(slot)
            if place is not None and place.placeholder == shape and getattr(block, "source", None):
                source = block.source  # type: ignore[union-attr]
                return source if isinstance(source, Source) else slide.source
        return slide.source


class SlideView:
    """One slide."""

    def __init__(self, number: int, looks: Looks, deck: DeckView) -> None:
        self.number, self.looks, self.deck = number, looks, deck
        self.part: Part = looks.sheet.part
        self.root: Element = looks.sheet.root
        self.shapes: tuple[Placed, ...] = looks.sheet.shapes

    @cached_property
    def id(self) -> str:
        """Our id of the slide, or the name it has in the file."""
        return slide_id_of(self.part)  # type: ignore[arg-type]

    @cached_property
    def layout_name(self) -> str:
        """The layout on which the slide stands, as the template calls it."""
        layout = self.looks.sheet.layout
        common = None if layout is None else element_of(layout).find(p("cSld"))
        return "" if common is None else attribute(common, "name")

    @property
    def template_file(self) -> str:
        """The file of somebody else's template in which whp-deck made the slide, else ""."""
        template = self.deck.known.template
        if template is None or template.is_ours or not self.deck.known.makes(self.number):
            return ""
        return template.path.name

    @property
    def plan(self) -> SlidePlan | None:
        """The plan of the slide, where it is known and whp-deck makes it from words."""
        known = self.deck.known
        return known.slides[self.number - 1] if known.makes(self.number) else None

    @property
    def our_boxes(self) -> frozenset[str]:
        """Names of the text boxes that whp-deck makes, for want of a placeholder in somebody else's template."""
        template = self.deck.known.template
        layout = None if template is None or self.plan is None else template.layouts.get(self.plan.layout)
        if not self.template_file or layout is None:
            return frozenset()
        names = {slot.placeholder for slot in layout.slots.values() if slot.seat == "box"}
        return frozenset(names - self.deck.known.own.get(self.number, frozenset()))

    @property
    def is_ours_alone(self) -> bool:
        """Whether whp-deck made the slide in its own template, whose drawings lie where they should."""
        template = self.deck.known.template
        return template is not None and template.is_ours and self.deck.known.makes(self.number)

    @property
    def is_hidden(self) -> bool:
        return self.root.get("show") in ("0", "false")

    @cached_property
    def titles(self) -> tuple[Placed, ...]:
        """Title placeholders, filled or not."""
        return tuple(one for one in self.shapes if kind_of(one) in TITLES)

    @cached_property
    def title(self) -> str:
        return next((text for one in self.titles if (text := " ".join(text_of(one).split()))), "")

    @cached_property
    def runs(self) -> tuple[RunLook, ...]:
        return self.looks.runs

    @cached_property
    def words(self) -> int:
        """Words that are shown: without footer, date and number."""
        return sum(len(text_of(one).split()) for one in self.shapes if not is_service(one))

    @cached_property
    def text(self) -> str:
        """All that is shown, a line for each paragraph."""
        return "\n".join(text_of(one) for one in self.shapes if not is_service(one))

    @cached_property
    def notes(self) -> str:
        notes = relationships_of(self.part).first_of(RT.NOTES_SLIDE)
        body = None if notes is None else notes_body_of(element_of(notes))
        return "" if body is None else "\n".join(paragraphs_of(body))

    @cached_property
    def groups(self) -> tuple[Element, ...]:
        """The groups that stand in no other group."""
        return tuple(dict.fromkeys(one.groups[0] for one in self.shapes if one.groups))

    def hit(
        self,
        message: str,
        *shapes: Placed,
        severity: Severity | None = None,
        source: Source | None = None,
        remedy: str = "",
    ) -> Hit:
        """A hit on this slide, or on these shapes of it."""
        name = shapes[0].name if shapes else ""
        spots = tuple(spot for one in shapes if (spot := self._spot(one.box)) is not None)
        source = source or self.deck.known.source_of(self.number, name)
        return Hit(message, self.number, name, spots, severity, source, remedy)

    def _spot(self, box: Box | None) -> Spot | None:
        wide, high = self.looks.sheet.size.width, self.looks.sheet.size.height
        if box is None:
            return None
        return box.x / wide, box.y / high, box.width / wide, box.height / high


class DeckView:
    """A whole presentation. `name` is the file's, `path` where it lies if it does; `today` decides what is past."""

    def __init__(
        self, package: Package, name: str, *, today: dt.date, known: Known | None = None, path: Path | None = None
    ) -> None:
        self.package, self.name, self.today, self.path = package, name, today, path
        self.known = known or Known()
        self.is_ours = known is not None
        self.slides = tuple(SlideView(number, looks, self) for number, looks in enumerate(looks_of(package), 1))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(self.package.iter_parts())

    @property
    def stem(self) -> str:
        return Path(self.name).stem


def kind_of(placed: Placed) -> str:
    """The placeholder's kind, "" for any other shape."""
    ph = placed.ph
    return "" if ph is None else attribute(ph, "type", "obj")


def is_service(placed: Placed) -> bool:
    """Whether it is a footer, a date or a slide number."""
    return kind_of(placed) in SERVICE


def tag_of(placed: Placed) -> str:
    """`sp`, `pic`, `graphicFrame`, `cxnSp`."""
    return str(placed.shape.tag).rpartition("}")[2]


def text_of(placed: Placed) -> str:
    """The words of a shape or table, a line for each paragraph."""
    return "\n".join(paragraphs_of(placed.shape))


def paragraphs_of(element: Element) -> list[str]:
    """The paragraphs in an element that have letters."""
    return [text for one in element.iter(a("p")) if (text := paragraph_text(one)).strip()]


def paragraph_text(paragraph: Element) -> str:
    """The letters of one paragraph; a line break is one."""
    pieces = []
    for child in paragraph:
        if child.tag == a("br"):
            pieces.append("\n")
        elif child.tag in (a("r"), a("fld")):
            pieces.append(child.findtext(a("t")) or "")
    return "".join(pieces)


def alt_of(shape: Element) -> str:
    """The alternative text, or the title that older programs wrote."""
    properties = properties_of(shape)
    return "" if properties is None else (attribute(properties, "descr") or attribute(properties, "title")).strip()


def is_decorative(shape: Element) -> bool:
    """Whether the shape is marked as decoration."""
    properties = properties_of(shape)
    marks = () if properties is None else properties.iter(_DECORATIVE)
    return any(attribute(one, "val", "1") in ("1", "true") for one in marks)


def is_described(placed: Placed) -> bool:
    """Whether a group around the shape has an alternative text or is decoration: then nobody reads its members."""
    return any(alt_of(group) or is_decorative(group) for group in placed.groups)


def tables_of(slide: SlideView) -> Iterator[tuple[Placed, Element]]:
    """Each table with its frame."""
    for placed in slide.shapes:
        if tag_of(placed) == "graphicFrame":
            for table in placed.shape.iter(a("tbl")):
                yield placed, table


def graphic_kind(placed: Placed) -> str:
    """Of a graphic frame: `table`, `chart`, `diagram`, `ole` …"""
    data = descend(placed.shape, a("graphic"), a("graphicData"))
    return "" if data is None else attribute(data, "uri").rstrip("/").rpartition("/")[2]


def is_movie(placed: Placed) -> bool:
    """Whether the picture is the poster of a movie."""
    return next(placed.shape.iter(a("videoFile"), a("quickTimeFile")), None) is not None


def has_media(placed: Placed) -> bool:
    """Whether the picture plays a movie or a sound."""
    media = (a("videoFile"), a("quickTimeFile"), a("audioFile"), a("wavAudioFile"))
    return next(placed.shape.iter(*media), None) is not None

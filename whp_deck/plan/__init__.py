"""What will exist, before any file: sessions, slides, their blocks, their notes, the packet; and the facts of files.

In: nothing (the planner makes these values). Out: frozen dataclasses that every renderer reads.
Standard library only; must not know YAML, PowerPoint or how anything is drawn. Everything is imported from here.
"""

from __future__ import annotations

from whp_deck.plan.blocks import (
    Block,
    Captions,
    FacilitatorText,
    Figures,
    ListMarker,
    Movie,
    MovieSource,
    MovieStart,
    Paragraph,
    Picture,
    Run,
    Steps,
    Table,
    TableLook,
    Text,
)
from whp_deck.plan.facts import (
    CaptionFacts,
    Cue,
    Facts,
    MovieFacts,
    Wanted,
    path_beside,
)
from whp_deck.plan.packet import (
    Checks,
    Form,
    Heading,
    PacketBlock,
    PacketSection,
    PocketCard,
    PrintedDocument,
    RoleCard,
    ScriptSlide,
    WritingLines,
)
from whp_deck.plan.slides import (
    DeckPlan,
    LeftOut,
    Meeting,
    NotePart,
    Notes,
    OpenDecision,
    Session,
    SlidePlan,
    Theme,
)

__all__ = [
    "Block",
    "CaptionFacts",
    "Captions",
    "Checks",
    "Cue",
    "DeckPlan",
    "FacilitatorText",
    "Facts",
    "Figures",
    "Form",
    "Heading",
    "LeftOut",
    "ListMarker",
    "Meeting",
    "Movie",
    "MovieFacts",
    "MovieSource",
    "MovieStart",
    "NotePart",
    "Notes",
    "OpenDecision",
    "PacketBlock",
    "PacketSection",
    "Paragraph",
    "Picture",
    "PocketCard",
    "PrintedDocument",
    "RoleCard",
    "Run",
    "ScriptSlide",
    "Session",
    "SlidePlan",
    "Steps",
    "Table",
    "TableLook",
    "Text",
    "Theme",
    "Wanted",
    "WritingLines",
    "path_beside",
]

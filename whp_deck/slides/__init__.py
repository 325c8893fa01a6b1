"""Slide kinds: one file for each family of kinds. In: entries of YAML. Out: slide plans. No kind knows a renderer.

A new kind is one file here, its import and its name in `KINDS`. The code needs nothing else; schemas and docs/kinds.md are
made anew from it (CONTRIBUTING.md).
"""

from __future__ import annotations

from whp_deck.slides.base import SlideEntry
from whp_deck.slides.checklist import ChecklistSlide
from whp_deck.slides.columns import ColumnsSlide, ComparisonSlide
from whp_deck.slides.content import ContentSlide
from whp_deck.slides.decisions import (
    BarriersSlide,
    DecisionSlide,
    HandoffsSlide,
    MeasuresSlide,
    MomentsSlide,
    StartSlide,
)
from whp_deck.slides.discussion import DiscussionSlide
from whp_deck.slides.evidence import NumberSlide, QuoteSlide, SourcesSlide
from whp_deck.slides.existing import ExistingSlides
from whp_deck.slides.frames import AgendaSlide, ClosingSlide, RecapSlide, TitleSlide
from whp_deck.slides.handoff import HandoffSlide
from whp_deck.slides.role_play import RolePlaySlides
from whp_deck.slides.section import SectionSlide
from whp_deck.slides.steps import StepsSlide
from whp_deck.slides.table import TableSlide
from whp_deck.slides.video import VideoSlide

KINDS: tuple[type[SlideEntry], ...] = (
    TitleSlide, AgendaSlide, RecapSlide, ClosingSlide, SectionSlide, ContentSlide, ColumnsSlide, ComparisonSlide,
    ChecklistSlide, HandoffSlide, HandoffsSlide, MomentsSlide, DecisionSlide, BarriersSlide, StartSlide, MeasuresSlide, TableSlide,
    NumberSlide, QuoteSlide, StepsSlide, DiscussionSlide, SourcesSlide, VideoSlide, RolePlaySlides,
    ExistingSlides,
)  # fmt: skip

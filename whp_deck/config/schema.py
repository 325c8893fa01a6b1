"""JSON Schemas of the files that authors write.

In: the name of a kind of file. Out: its schema as text. Editors complete keys and explain them from it; the models
are the one source, so nothing is written by hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, create_model

from whp_deck.config.deck_file import DeckFile, SlideEdits
from whp_deck.config.schema_ids import offer_ids, offer_words
from whp_deck.content.authored import Authored, SlideIdText
from whp_deck.content.checklist import Checklist
from whp_deck.content.decisions import Decisions
from whp_deck.content.packet import SectionWording
from whp_deck.content.practice import Practice, StaffTitle
from whp_deck.content.scenario import Scenario
from whp_deck.content.toolkit import Format
from whp_deck.slides import KINDS
from whp_deck.slides.video import VideoSlide

NAMES = ("practice", "deck", "scenario", "toolkit")


def render_schema(name: str) -> str:
    """The schema of `name` (one of `NAMES`) as JSON text with a line break at the end."""
    return json.dumps(_SCHEMAS[name](), indent=2, ensure_ascii=False, sort_keys=False) + "\n"


def _schema(annotation: Any, title: str) -> dict[str, Any]:
    schema = TypeAdapter(annotation).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **_loosen(schema)}


def _loosen(schema: Any) -> Any:
    """What an editor's YAML calls a number, a date or a yes is a text to our reader, so editors must take it too."""
    if isinstance(schema, list):
        return [_loosen(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    loosened = {key: _loosen(value) for key, value in schema.items()}
    fixed = {"pattern", "enum", "const", "discriminator"} & loosened.keys()
    if loosened.get("type") == "boolean":
        loosened["type"] = ["boolean", "string"]
    elif loosened.get("type") == "string" and not fixed:
        loosened["type"] = ["string", "number"]
        loosened.pop("format", None)
    return loosened


def _practice() -> dict[str, Any]:
    model = create_model(
        "PracticeFile",
        __base__=Authored,
        practice=(
            Practice,
            Field(
                description="Your practice: its name, its people and its look.",
                examples=[{"name": "Riverside Family Medicine", "short_name": "Riverside"}],
            ),
        ),
        staff=(
            dict[str, StaffTitle | str],
            Field(
                default_factory=dict,
                description="Your own titles for people, by a short word of yours.",
                examples=[{"ma": {"title": "medical assistant", "plural": "medical assistants"}}],
            ),
        ),
        decisions=(
            Decisions,
            Field(
                description="What you decided about your handoffs; what you leave out stays to be decided.",
                examples=[{"handoffs": [{"giver": "ma", "receiver": "clinician", "when": "after rooming"}]}],
            ),
        ),
        network=(
            str | None,
            Field(
                None,
                description="A file shared by a network's practices, laid below this one.",
                examples=["../network.yaml"],
            ),
        ),
        slides=(
            list[dict[str, Any]] | None,
            Field(
                None,
                description="Changes of toolkit slides, by `id`.",
                examples=[[{"id": "what-is-whp", "title": "Two of us talk, and you hear it"}]],
            ),
        ),
        packet=(
            list[SectionWording] | None,
            Field(
                None,
                description="Changes of the packet's and the handout's words, by `id`.",
                examples=[[{"id": "certificate", "title": "Thank you"}]],
            ),
        ),
        checklists=(
            list[Checklist] | None,
            Field(
                None,
                description="Checklists of your own, by `id`.",
                examples=[
                    [
                        {
                            "id": "nurse-to-clinician",
                            "title": "From the nurse to the clinician",
                            "giver_says": [{"id": "reason", "text": "Why the patient is here today"}],
                        }
                    ]
                ],
            ),
        ),
        formats=(
            dict[str, Format] | None,
            Field(
                None,
                description="Formats of your own, by name.",
                examples=[{"our-20": {"minutes": 20, "sessions": [["title", "what-is-whp", "closing"]]}}],
            ),
        ),
        scenarios=(
            list[dict[str, Any]] | None,
            Field(
                None,
                description="Changes of scenarios, by `id`.",
                examples=[[{"id": "rooming-refill", "title": "Mrs. Fernbrook is back"}]],
            ),
        ),
        words=(
            dict[str, Any] | None,
            Field(None, description="Fixed words of slides and notes.", examples=[{"to_be_decided": "Still open"}]),
        ),
    )
    return offer_words(_schema(model, "A practice and its decisions"))


def _kinds() -> Any:
    union: Any = KINDS[0]
    for kind in KINDS[1:]:
        union = union | kind
    return Annotated[union, Field(discriminator="kind")]


def _toolkit() -> Any:
    return list[_kinds()]  # type: ignore[misc]  # a union that is put together at run time


def _deck() -> dict[str, Any]:
    added = tuple(
        create_model(
            f"Added{kind.__name__}",
            __base__=kind,
            after=(
                SlideIdText | None,
                Field(None, description="Id of the slide it stands after.", examples=["what-is-whp"]),
            ),
            before=(
                SlideIdText | None,
                Field(None, description="Id of the slide it stands before.", examples=["how-we-start"]),
            ),
            session=(int | None, Field(None, description="Number of the session it stands in.", examples=[1])),
        )
        for kind in KINDS
        if kind.model_fields["kind"].default != "role-play"
    )
    union: Any = added[0]
    for kind in added[1:]:
        union = union | kind
    entry = Annotated[union, Field(discriminator="kind")]
    added_slides = Field(default_factory=list, **_told(SlideEdits, "add"))
    edits = create_model("SlideEdits", __base__=SlideEdits, add=(list[entry], added_slides))
    fields: dict[str, Any] = {name: (field.annotation, field) for name, field in VideoSlide.model_fields.items()}
    video: Any = create_model(
        "VideoEdits",
        __base__=Authored,
        **{name: field for name, field in fields.items() if name not in ("id", "kind")},
    )
    model = create_model(
        "DeckFile",
        __base__=DeckFile,
        slides=(edits, Field(default_factory=edits, **_told(DeckFile, "slides"))),
        video=(video, Field(default_factory=video, **_told(DeckFile, "video"))),
    )
    return offer_words(offer_ids(_schema(model, "A deck")))


def _told(model: type[Authored], name: str) -> dict[str, Any]:
    """What a field says of itself, for a copy of it with a closer type."""
    field = model.model_fields[name]
    return {"description": field.description, "examples": field.examples}


_SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "practice": _practice,
    "deck": _deck,
    "scenario": lambda: _schema(Scenario, "A role play"),
    "toolkit": lambda: _schema(_toolkit(), "The slides of a toolkit"),
}

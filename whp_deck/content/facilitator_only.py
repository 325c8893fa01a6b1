"""Text that only the facilitator, or only the holder of a card, may read: a type of its own.

In: a text in a scenario or a packet tip. Out: `FacilitatorOnly`, which is no `str` and no `Text`: nothing that
makes slides, notes or alt texts accepts it, so a leak fails the strict type check. Packet sections alone call
`for_packet()`, the leak check alone `for_leak_check()`, and who holds the texts of a role play against each other
`for_comparison()`: what that tells of them are words that a slide has shown.
"""

from __future__ import annotations

from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


class FacilitatorOnly:
    """A text that never reaches a slide, its notes or its alt text. Cannot be printed or joined by accident."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def for_packet(self) -> str:
        """The words, for a packet section."""
        return self._text

    def for_leak_check(self) -> str:
        """The words, to search finished files for them."""
        return self._text

    def for_comparison(self) -> str:
        """The words, to be searched for words that a slide has shown."""
        return self._text

    def __str__(self) -> str:
        raise TypeError("facilitator-only text cannot become ordinary text")

    def __repr__(self) -> str:
        return "FacilitatorOnly(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FacilitatorOnly) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "description": "Facilitator-only: reaches the packet, never a slide."}

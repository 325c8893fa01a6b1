"""The base of everything an author writes: trees with places, and models that remember them.

In: `Map` and `Seq` as the YAML reader makes them. Out: `Authored` models and the scalar types of author files.
Every scalar arrives as text and the field's type decides what it means. Must not read files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
)
from pydantic import model_validator as _model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from whp_deck.content.dates import parse_date, parse_time, plain_date, why_no_date
from whp_deck.content.open_words import has_no_entries, is_not_yet, leaves_open, says_none, says_nothing
from whp_deck.content.phrases import INNER_PHRASE, PHRASE, PROSE
from whp_deck.errors import Source


class Map(dict[str, Any]):
    """A YAML mapping: `source` is where it starts, `places` where each key stands.

    `below` are, by key, the values that layers below have for it, the lowest first, and in whose place the value came.
    """

    def __init__(self, source: Source, pairs: Iterable[tuple[str, Any, Source]] = ()) -> None:
        super().__init__()
        self.source = source
        self.places: dict[str, Source] = {}
        self.below: dict[str, tuple[Any, ...]] = {}
        for key, value, place in pairs:
            self.put(key, value, place)

    def put(self, key: str, value: Any, place: Source) -> None:
        """Set `key` and remember its place."""
        self[key] = value
        self.places[key] = place

    def place_of(self, key: str) -> Source:
        """Where `key` stands; the mapping's own place when it does not."""
        return self.places.get(key, self.source)

    def without(self, key: str) -> Map:
        """A copy that lacks `key`."""
        copy = Map(self.source, [(name, value, self.place_of(name)) for name, value in self.items() if name != key])
        copy.below = {name: values for name, values in self.below.items() if name != key}
        return copy


class Seq(list[Any]):
    """A YAML sequence: `source` is where it starts, `places` where each item stands."""

    def __init__(self, source: Source, items: Iterable[tuple[Any, Source]] = ()) -> None:
        super().__init__()
        self.source = source
        self.places: list[Source] = []
        for item, place in items:
            self.add(item, place)

    def add(self, item: Any, place: Source) -> None:
        """Append `item` and remember its place."""
        self.append(item)
        self.places.append(place)


class Authored(BaseModel):
    """A model made from an author's mapping; `place_of(field)` is the file and line of that field.

    `elsewhere` are keys that people look for here and that it has not, each with the place where it is said.
    """

    elsewhere: ClassVar[Mapping[str, str]] = {}
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    _tree: Map | None = PrivateAttr(default=None)  # what it was made from

    @_model_validator(mode="wrap")
    @classmethod
    def _remember_places(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        model = handler(data)
        if isinstance(data, Map):
            model._tree = data
        return model

    def place_of(self, field: str = "") -> Source | None:
        """Where `field` was written, else where the whole mapping starts, else None (made in Python)."""
        return None if self._tree is None else self._tree.place_of(field)

    def unsaid(self, field: str) -> str:
        """`field`, where nobody has written it, so that its place is that of the whole mapping; else ""."""
        return "" if self._tree is not None and field in self._tree.places else field

    def below(self, field: str) -> tuple[str, ...]:
        """The texts that layers below have for `field`, in whose place its own came; those of a list as one, line by line."""
        values = () if self._tree is None else self._tree.below.get(field, ())
        return tuple("\n".join(map(str, value)) if isinstance(value, list) else str(value) for value in values)

    def item_place(self, field: str, index: int) -> Source | None:
        """Where item `index` of the list `field` was written."""
        items = None if self._tree is None else self._tree.get(field)
        places = items.places if isinstance(items, Seq) else ()
        return places[index] if index < len(places) else self.place_of(field)

    def nested_place(self, field: str, key: str) -> Source | None:
        """Where `key` of the mapping `field` was written."""
        nested = None if self._tree is None else self._tree.get(field)
        return nested.place_of(key) if isinstance(nested, Map) and key in nested else self.place_of(field)


class Unfit(ValueError):
    """What a validator finds wrong with what somebody wrote: the message, what helps, and in a list the entry `at` fault."""

    def __init__(self, message: str, remedy: str, at: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.remedy, self.at = remedy, at


class OrText:
    """Says in the JSON Schema that a plain text may stand for the mapping; the model's own validator reads it."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(schema)]}


def _decide_later(value: Any) -> Any:
    return None if isinstance(value, str) and (not value.strip() or leaves_open(value)) else value


def _left_out(value: Any) -> Any:
    """A text that may be missing, as a contact: nobody is to be told to ask our tbd, nor our none."""
    return "" if isinstance(value, str) and (says_nothing(value) or says_none(value)) else value


def _none_is_open(value: Any) -> Any:
    return None if isinstance(value, str) and says_none(value) else value


def needed(remedy: str, *, takes_none: bool = False) -> BeforeValidator:
    """Refuses a word that says nothing where an answer must stand: it would be printed, and read aloud, as one.

    `takes_none`: what is asked can be answered with `none` or `no`, as in what somebody says in a role play.
    """

    def refuse(value: Any) -> Any:
        if isinstance(value, str) and (value.isspace() or says_nothing(value) or (not takes_none and says_none(value))):
            raise ValueError(f"this must be decided: {remedy}")
        return value

    return BeforeValidator(refuse)


def _parse_time(value: Any) -> Any:
    if isinstance(value, str):
        time = parse_time(value)
        if time is not None:
            return time
        raise ValueError("write a time as 7:45 or 2:05 pm")
    return value


def _parse_date(value: Any) -> Any:
    if isinstance(value, str):
        day = plain_date(" ".join(value.split()))
        if day is None:
            words = " ".join(value.split())
            why = "it could be two days" if parse_date(words) else why_no_date(words)
            raise ValueError(f"{why}{'; ' if why else ''}write a date as 2026-12-07 (year-month-day) or Dec 7, 2026")
        return day
    return value


def _parse_yes_no(value: Any, remedy: str = "write yes or no") -> Any:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in ("yes", "true", "on"):
            return True
        if word in ("no", "false", "off"):
            return False
        raise ValueError(remedy)
    return value


def _parse_open_date(value: Any) -> Any:
    """A day; a word for that there is none yet leaves it open."""
    return None if isinstance(value, str) and (not value.strip() or is_not_yet(value)) else _parse_date(value)


def _parse_open_time(value: Any) -> Any:
    return None if isinstance(value, str) and is_not_yet(value) else _parse_time(value)


def _parse_yes_or_later(value: Any) -> Any:
    return False if isinstance(value, str) and is_not_yet(value) else _parse_yes_no(value, "write yes, no or later")


def _one_or_many(value: Any) -> Any:
    return Seq(Source("", 0), [(value, Source("", 0))]) if isinstance(value, str) else value


def _is_left_out(value: Any) -> bool:
    return value is None or (isinstance(value, str) and (not value.strip() or has_no_entries(value)))


def _no_entries(value: Any) -> Any:
    """A list that is left open, as `barriers: decide later`, has no entries yet."""
    return [] if _is_left_out(value) else value


def _no_answers(value: Any) -> Any:
    """The same of a mapping: `start:` with nothing below it that is no comment."""
    return {} if _is_left_out(value) else value


Markdown = Annotated[str, Field(description="Text in Markdown; may use {{ practice.… }} and {{ decisions.… }}.")]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Identifier = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60, description="Lower-case words joined by hyphens.")
]
LEFT_OPEN = BeforeValidator(_decide_later)
NONE_IS_OPEN = BeforeValidator(_none_is_open)  # of a decision that `none` does not answer, as who counts
Decision = Annotated[str | None, LEFT_OPEN]
Phrase = Annotated[Words, PHRASE]
InnerPhrase = Annotated[Words, INNER_PHRASE]
SAID = needed("write it, or take the whole entry out until you know")
Said = Annotated[Words, SAID]
MaybeWords = Annotated[str, BeforeValidator(_left_out)]
MaybePhrase = Annotated[MaybeWords, PHRASE]
MaybeIdentifier = Annotated[Identifier | None, LEFT_OPEN]
DecidedPhrase = Annotated[Decision, PHRASE]
DecidedProse = Annotated[Decision, PROSE]
DecidedInnerPhrase = Annotated[Decision, INNER_PHRASE]
OpenList = BeforeValidator(_no_entries)
OpenMap = BeforeValidator(_no_answers)
YesNo = Annotated[bool, BeforeValidator(_parse_yes_no)]
YesOrLater = Annotated[bool, BeforeValidator(_parse_yes_or_later)]
OpenDate = Annotated[dt.date | None, BeforeValidator(_parse_open_date)]
OpenTime = Annotated[dt.time | None, BeforeValidator(_parse_open_time)]
Minutes = Annotated[float, Field(ge=0, le=480, allow_inf_nan=False, description="Minutes; halves are fine.")]
Count = Annotated[int, Field(ge=1, le=50)]
Paths = Annotated[list[str], BeforeValidator(_one_or_many)]
SlideIdText = Annotated[str, Field(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)?$", max_length=90)]

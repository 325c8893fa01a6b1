"""What is wrong with one value, and what helps, in words for people who never saw the fields' types.

In: one of pydantic's errors. Out: `Said`. Must not look for places; must not repeat pydantic's own words where it can
be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from whp_deck.config.quotes import curly_text
from whp_deck.errors import counted, enumerated

_SHOWN = 60
_NAMED = 3  # keys of a list that is none
_WRITE_TEXT = "write a text; in quotes when it has a colon, or begins with #"


class Said(NamedTuple):
    """What a problem says of a value: its code, its message, its hint."""

    code: str
    message: str
    hint: str


def say_unfit(detail: ErrorDetails, **more: Any) -> Said:
    """`say_value`, and of a value in curly quotation marks, that they are the cause."""
    said, value = say_value(detail, **more), detail.get("input")
    if isinstance(value, str) and (inside := curly_text(value)):
        return said._replace(
            hint=f"its quotation marks are curly, as Word makes them, and count as letters: write `{inside}`"
        )
    return said


def say_value(
    detail: ErrorDetails,
    *,
    keys: Sequence[str] = (),
    example: str = "",
    name: str = "",
    entry: str = "",
    in_a_line: bool = False,
) -> Said:
    """What is wrong with the value of `detail`, of the key `name`; `keys` are those that a mapping may have there, `example`
    a value that fits, `entry` the key that an entry needs first. `in_a_line`: what stands there is printed within a line, as a
    name or a title.
    """
    context, value = detail.get("ctx", {}), detail.get("input")
    typed = _as_typed(value)
    match detail["type"]:
        case "literal_error" | "enum":
            expected = str(context.get("expected", ""))
            hint = f"choose one of {expected}" if value in (None, "") else "choose one of them"
            return Said("value-unknown", _is(value, f"none of {expected}"), hint)
        case "string_type":
            message = "nothing is written" if value is None else "a text is expected, not a list or keys"
            if not name or not isinstance(value, list):
                return Said("value-shape", message, _WRITE_TEXT)
            line = f"write one text behind its key, without `- ` before it: `{name}: {example or '…'}`"
            return Said("value-shape", message, line if in_a_line else _points(name))
        case "list_type":
            as_entry = f", as `- {entry}: …`" if entry else ""
            return Said("value-shape", "a list is expected", f"start each line with `- `{as_entry}")
        case "model_type" | "dict_type" | "model_attributes_type" | "mapping_type":
            what = "" if value in (None, "") else f", not {typed}"
            if entry and detail["loc"] and isinstance(detail["loc"][-1], int) and isinstance(value, str) and value:
                return Said("value-shape", f"keys and values are expected{what}", f"write it as `- {entry}: {value}`")
            return Said("value-shape", f"keys and values are expected{what}", say_keys(keys, value))
        case "float_type" | "float_parsing" | "finite_number":
            return Said("value-invalid", _is(value, "not a number"), "write digits, as 1 or 1.5")
        case "int_type" | "int_parsing" | "int_from_float" | "int_parsing_size":
            return Said("value-invalid", _is(value, "not a whole number"), "write digits, as 12")
        case "bool_type" | "bool_parsing":
            return Said("value-invalid", _is(value, "neither yes nor no"), "write yes or no")
        case "date_type":
            hint = "write a date as 2026-12-07 (year-month-day) or Dec 7, 2026"
            return Said("value-invalid", _is(value, "not a date"), hint)
        case "time_type":
            return Said("value-invalid", _is(value, "not a time"), "write a time as 7:45 or 2:05 pm")
        case "greater_than":
            return Said("value-invalid", f"{typed} is too little", f"write more than {_number(context['gt'])}")
        case "greater_than_equal":
            return Said("value-invalid", f"{typed} is too little", f"write {_number(context['ge'])} or more")
        case "less_than_equal":
            return Said("value-invalid", f"{typed} is too much", f"write {_number(context['le'])} or less")
        case "string_pattern_mismatch":
            hint = _looks(str(context.get("pattern")), example)
            return Said("value-invalid", _is(value, "not written as it must be"), hint)
        case "string_too_short" if not value:
            return Said("value-invalid", "nothing is written", _WRITE_TEXT)
        case "string_too_long" | "too_long" if isinstance(value, str):
            message = f"the text has {len(value)} characters; {context.get('max_length')} are the most"
            return Said("value-invalid", message, "shorten it")
        case "too_short" | "too_long":
            return _wrong_number(int(context["actual_length"]), context.get("min_length"), context.get("max_length"))
        case "value_error":
            error = context.get("error")
            return Said("value-invalid", str(error), getattr(error, "remedy", "") or _now(value))
        case _:
            return Said("value-invalid", detail["msg"][0].lower() + detail["msg"][1:], _now(value))


def _points(name: str) -> str:
    """How several points are written where the text is one."""
    return (
        f"write one text; for points below each other `{name}: |`, and then each on a line of its own, two spaces further in, "
        "with `- ` before it"
    )


def say_keys(keys: Sequence[str], value: Any = None) -> str:
    """How keys and values are written, where `value` stands: with the first of those that there are; of a list that holds
    them, that they are none.
    """
    if isinstance(value, list) and value and all(isinstance(one, dict) and one for one in value):
        listed = enumerated([f"`{next(iter(one))}:`" for one in value[:_NAMED]])
        more = " and the others" if len(value) > _NAMED else ""
        return f"take the `- ` before {listed}{more} away: these are keys, and no list"
    if not keys:
        return "write each on a line of its own, two spaces further in, as `name: …`"
    others = ", ".join(f"`{key}`" for key in keys[1:12])
    also = f"; there is also: {others}" if others else ""
    return f"write each on a line of its own, two spaces further in, as `{keys[0]}: …`{also}"


def _as_typed(value: Any) -> str:
    if isinstance(value, str):
        return f"`{value}`" if len(value) < _SHOWN else f"`{value[: _SHOWN - 1]}…`"
    return "a list" if isinstance(value, list) else "what stands here" if isinstance(value, dict) else f"`{value}`"


def _is(value: Any, unlike: str) -> str:
    return "nothing is written" if value in (None, "") else f"{_as_typed(value)} is {unlike}"


def _now(value: Any) -> str:
    """What is written, beside a message that itself says how to write it; a list or keys are looked at in their place."""
    if value in (None, ""):
        return "nothing is written here"
    return f"now it says {_as_typed(value)}" if isinstance(value, str) else ""


def _number(bound: Any) -> str:
    return f"{bound:g}"


def _wrong_number(actual: int, least: int | None, most: int | None) -> Said:
    there = f"there {'is' if actual == 1 else 'are'} {counted(actual, 'entry', 'entries')}"
    if least is not None:
        hint = f"add {least - actual} more" if actual else "list them below, each with `- ` before it"
        return Said("value-invalid", f"{there if actual else 'nothing is listed'}; {least} or more are needed", hint)
    return Said("value-invalid", f"{there}; {most} are the most", f"take {actual - (most or 0)} out")


def _looks(pattern: str, example: str) -> str:
    if "[A-Z]{2}" in pattern:
        return "two small letters, as `en` or `es`; with a country, `en-US`"
    if "a-z0-9" in pattern:
        return "lower-case letters and digits, words joined by hyphens, as `our-promise`"
    if r"\d{4}" in pattern:
        return "a year, as `2018`, or the first and the last, as `2018-2020`"
    return f"write it as `{example}`"

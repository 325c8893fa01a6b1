"""Reads the files that a deck names and checks their trees against models, gathering every problem.

In: paths and trees with places. Out: trees and models; what is wrong is in `Intake.problems`. Must not raise on an
author's mistake, and must not know what the trees are for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from whp_deck.config.problems import explain
from whp_deck.config.reader import read_text, read_yaml
from whp_deck.config.unfit import say_keys
from whp_deck.config.whole import whole_part
from whp_deck.content.authored import Map, Seq
from whp_deck.errors import Problem, Source, show_path

_M = TypeVar("_M", bound=BaseModel)
_ROUNDS = 4


class Intake:
    """What comes in from authors' files, with the problems found on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def say(self, code: str, message: str, hint: str, place: Source | None) -> None:
        """Note an error."""
        self.problems.append(Problem(code, message, hint, place))

    def read(self, path: Path, named_at: Source | None = None, *, text: str | None = None) -> Map | None:
        """The tree of a YAML file that holds keys and values; `named_at` is where another file names it.

        With `text` the file is taken to say that; it is not opened.
        """
        shown = show_path(path)
        tree, problems = read_yaml(path, shown) if text is None else read_text(text, shown)
        for problem in problems:
            if problem.code == "file-missing" and named_at:
                message = f"{show_path(path)}: {problem.message}"
                problem = Problem(problem.code, message, problem.hint, named_at)
            self.problems.append(problem)
        if isinstance(tree, Seq):
            hint = "start with a key and a colon"
            self.say("yaml-shape", "keys and values are expected, not a list", hint, tree.source)
            return None
        return tree

    def validate(self, model: type[_M], tree: Any, prefix: str = "") -> _M | None:
        """The model that the tree makes; `prefix` opens the messages: `decisions.`."""
        try:
            return model.model_validate(tree)
        except ValidationError as error:
            self._add(explain(error, tree, model, prefix))
            return None

    def _add(self, found: list[Problem]) -> None:
        """Note what is wrong; that a text stands in curly quotation marks is then said there, and not twice."""
        places = {one.source for one in found}
        self.problems[:] = [one for one in self.problems if one.code != "yaml-curly-quotes" or one.source not in places]
        self.problems += found

    def validate_parts(
        self, model: type[_M], tree: Map, prefix: str = "", stand_ins: Mapping[str, Any] | None = None
    ) -> _M | None:
        """The same; where parts of the tree are wrong, the model of the others, to look for further mistakes in it.

        `stand_ins` take the place of what must be there. The problems tell that the model is not what was written.
        """
        try:
            return model.model_validate(tree)
        except ValidationError as error:
            self._add(explain(error, tree, model, prefix))
            found = error
        for _ in range(_ROUNDS):  # a list without its faulty entry may be too short, and so on
            tree = whole_part(tree, found, stand_ins or {})
            try:
                return model.model_validate(tree)
            except ValidationError as error:
                found = error
        return None

    def part(
        self, model: type[_M], layers: Map, key: str, example: str, stand_ins: Mapping[str, Any] | None = None
    ) -> _M | None:
        """The model under a key that must be there, of its whole parts."""
        if layers.get(key) is None:
            if key in layers:
                self.say("key-missing", f"`{key}:` is empty", f"write `{example}` below it", layers.place_of(key))
            else:
                self.say("key-missing", f"`{key}:` is missing", f"add `{key}:` with `{example}`", layers.source)
            return None
        if isinstance(layers[key], Map):
            return self.validate_parts(model, layers[key], f"{key}.", stand_ins)
        return self.validate_at(model, layers[key], f"{key}.", layers.place_of(key))

    def validate_at(self, model: type[_M], tree: Any, prefix: str, place: Source) -> _M | None:
        """The same for a tree that may be no mapping."""
        if isinstance(tree, Map):
            return self.validate(model, tree, prefix)
        self.say(
            "value-shape",
            f"{prefix.rstrip('.')}: keys and values are expected",
            say_keys(list(model.model_fields), tree),
            place,
        )
        return None

    def entries(self, layers: Map, key: str) -> Iterable[Map]:
        """The entries of a list under a key, each with an `id` of its own."""
        entries = layers.get(key)
        if entries is None:
            return
        if not isinstance(entries, Seq):
            hint = "start each entry with `- id:`"
            if isinstance(entries, Map) and "change" in entries:
                hint = "`change:` belongs to a deck; here each slide is an entry: `- id: what-is-whp`, and below it `title: …`"
            self.say("value-shape", f"{key}: a list is expected", hint, layers.place_of(key))
            return
        seen: set[str] = set()
        for entry, place in zip(entries, entries.places, strict=True):
            if not isinstance(entry, Map) or not isinstance(entry.get("id"), str):
                self.say("key-missing", f"{key}: every entry needs an `id`", "as `- id: our-promise`", place)
            elif entry["id"] in seen:
                self.say("id-twice", f"{key}: `{entry['id']}` stands twice", "choose another id", entry.place_of("id"))
            else:
                seen.add(entry["id"])
                yield entry

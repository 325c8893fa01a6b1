"""The shipped schemas agree with the shipped files, so that an editor does not underline what the tool accepts."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.conftest import ROOT
from whp_deck.config.schema import NAMES, render_schema

FILES = [
    (path, schema)
    for schema, pattern in (
        ("practice", "config/practice.yaml"),
        ("deck", "decks/*.yaml"),
        ("deck", "tests/decks/*/minimal.yaml"),
        ("practice", "tests/decks/*/practice.yaml"),
        ("scenario", "config/toolkits/*/scenarios/*.yaml"),
        ("toolkit", "config/toolkits/*/slides.yaml"),
    )
    for path in sorted(ROOT.glob(pattern))
]


def as_an_editor_reads(value: Any) -> Any:
    """PyYAML makes dates of dates; editors' YAML leaves them as text."""
    if isinstance(value, dict):
        return {key: as_an_editor_reads(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


@pytest.mark.parametrize(("path", "schema"), FILES, ids=[path.relative_to(ROOT).as_posix() for path, _ in FILES])
def test_a_shipped_file_agrees_with_its_schema(path: Path, schema: str) -> None:
    validator = jsonschema.Draft202012Validator(json.loads((ROOT / f"config/schemas/{schema}.json").read_text("utf-8")))
    tree = as_an_editor_reads(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [error.message[:200] for error in validator.iter_errors(tree)] == []


def test_a_misspelt_key_does_not_agree() -> None:
    validator = jsonschema.Draft202012Validator(json.loads((ROOT / "config/schemas/deck.json").read_text("utf-8")))
    assert list(validator.iter_errors({"deck": "x", "practice": "y", "format": "huddle-15", "slids": {}}))


def properties(name: str) -> list[tuple[str, dict[str, Any]]]:
    """Every property that an author can write, as `Scenario.title`, with the schema's `$defs` beside it."""
    schema = json.loads(render_schema(name))
    defs: dict[str, Any] = schema.get("$defs", {})
    return [
        (f"{owner}.{key}", {**own, "$defs": defs})
        for owner, model in {name: schema, **defs}.items()
        for key, own in model.get("properties", {}).items()
        if "const" not in own
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_property_has_a_description_and_an_example(name: str) -> None:
    found = properties(name)
    assert found
    assert [place for place, own in found if not own.get("description", "").strip()] == []
    assert [place for place, own in found if not own.get("examples")] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_example_agrees_with_its_property(name: str) -> None:
    wrong = [
        f"{place}: {error.message[:200]}"
        for place, own in properties(name)
        for example in own.get("examples", ())
        for error in jsonschema.Draft202012Validator(own).iter_errors(example)
    ]
    assert wrong == []


def test_an_editor_is_offered_the_ids_that_exist_and_forbids_no_other() -> None:
    schema = json.loads(render_schema("deck"))
    edits = schema["$defs"]["SlideEdits"]["properties"]
    assert "what-is-whp" in edits["remove"]["items"]["anyOf"][0]["enum"]
    assert edits["change"]["properties"]["what-is-whp"]["description"]
    assert "rooming-refill" in schema["$defs"]["RolePlayChoice"]["properties"]["change"]["properties"]
    assert "huddle-15" in schema["properties"]["format"]["anyOf"][0]["enum"]
    validator = jsonschema.Draft202012Validator(schema)
    own = {
        "deck": "x",
        "practice": "y",
        "format": "our-20",
        "slides": {"remove": ["ours"], "change": {"ours": {"title": "x"}}},
    }
    assert list(validator.iter_errors(own)) == []


@pytest.mark.parametrize(("path", "schema"), [one for one in FILES if ROOT / "tests" not in one[0].parents])
def test_a_shipped_file_names_its_schema_for_editors(path: Path, schema: str) -> None:
    up = Path(*[".."] * len(path.parent.relative_to(ROOT).parts))
    first = f"# yaml-language-server: $schema={(up / 'config/schemas' / schema).as_posix()}.json"
    line = path.read_text(encoding="utf-8").partition("\n")[0]
    named = path.parent / line.removeprefix("# yaml-language-server: $schema=")
    assert named.resolve() == (ROOT / f"config/schemas/{schema}.json").resolve(), (
        f"editors find the schema by the first line of {path.relative_to(ROOT).as_posix()}, which should be\n{first}"
    )

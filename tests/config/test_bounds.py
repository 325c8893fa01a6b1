"""A bound that stands beside a field is the bound that holds: pydantic lets that of an alias like `Words` win."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

import whp_deck

ROOT = Path(whp_deck.__file__).parent
BOUNDS = {"min_length": ("minLength", "minItems"), "max_length": ("maxLength", "maxItems")}


def written_bounds() -> list[tuple[str, str, str, str, int]]:
    """Module, class, field, bound and value, as the models' source says."""
    found = []
    for file in sorted(ROOT.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if not any(bound in text for bound in BOUNDS):  # parsing all files would take half a second of each collection
            continue
        module = ".".join(("whp_deck", *file.relative_to(ROOT).with_suffix("").parts))
        for model in ast.walk(ast.parse(text)):
            if not isinstance(model, ast.ClassDef):
                continue
            for line in model.body:
                if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)):
                    continue
                for word in (word for call in ast.walk(line) if isinstance(call, ast.Call) for word in call.keywords):
                    if word.arg in BOUNDS and isinstance(word.value, ast.Constant):
                        found.append((module, model.name, line.target.id, word.arg, word.value.value))
    return found


@pytest.mark.parametrize(("module", "model", "field", "bound", "value"), written_bounds())
def test_a_bound_beside_a_field_holds(module: str, model: str, field: str, bound: str, value: int) -> None:
    schema = getattr(importlib.import_module(module), model).model_json_schema()
    shape = schema["properties"][field]
    shapes = [shape, *shape.get("anyOf", [])]
    assert value in [shape[name] for shape in shapes for name in BOUNDS[bound] if name in shape]

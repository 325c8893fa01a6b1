"""What holds for the data of every toolkit, a new one, too."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from tests.conftest import ROOT
from whp_deck.config.reader import read_yaml
from whp_deck.config.toolkits import load_toolkit, toolkit_names

IN_EACH = ("title", "agenda", "recap", "closing", "prebrief")  # sessions may have these in common
STAND_IN = re.compile(r"(role-play|checklist)-(\d+)")


@pytest.mark.parametrize("toolkit", toolkit_names())
def test_a_format_names_slides_that_there_are_and_each_once(toolkit: str) -> None:
    known = load_toolkit(toolkit)
    entries: Any = read_yaml(ROOT / "config" / "toolkits" / toolkit / "slides.yaml")[0]
    lists = sum(entry["kind"] == "checklist" for entry in entries)
    there = {"role-play": len(known.scenarios), "checklist": lists}
    for name, of_name in known.formats.items():
        shown = Counter(id for session in of_name.sessions or () for id in session)
        assert {id for id, times in shown.items() if times > 1} <= set(IN_EACH), name
        for id in shown:
            stand_in = STAND_IN.fullmatch(id)
            assert int(stand_in[2]) <= there[stand_in[1]] if stand_in else id in known.slides, f"{name}: {id}"

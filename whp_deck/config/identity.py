"""What belongs to one practice alone: its name, its contact, its facilitators, its logo.

In: a practice's or a network's tree. Out: `Identity`. Must not report mistakes: loading the deck does.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whp_deck.config.reader import read_yaml
from whp_deck.content.authored import Map, Seq
from whp_deck.content.names import may_be_a_persons


@dataclass(frozen=True, slots=True)
class Identity:
    """Texts by which somebody would know the practice, its logo's file as written, and its phone."""

    name: str = ""
    texts: tuple[str, ...] = ()
    logo: str = ""
    phone: str = ""


def identity_of(source: Path | Map | None) -> Identity:
    """The identity in a tree or a file; nothing of what cannot be read."""
    tree = read_yaml(source)[0] if isinstance(source, Path) else source
    practice = tree.get("practice") if isinstance(tree, Map) else None
    if not isinstance(practice, Map):
        return Identity()
    contact, people, theme = practice.get("contact"), practice.get("facilitators"), practice.get("theme")
    texts = [_text(practice, "name"), _text(practice, "short_name"), _text(contact, "phone"), _text(contact, "email")]
    named = [_text(one, "name") for one in people] if isinstance(people, Seq) else []
    texts += [name for name in named if may_be_a_persons(name)]  # a remark in that place gives nobody away
    return Identity(texts[0], tuple(text for text in texts if text), _text(theme, "logo"), texts[2])


def _text(tree: Any, key: str) -> str:
    value = tree.get(key) if isinstance(tree, Map) else None
    return value.strip() if isinstance(value, str) else ""

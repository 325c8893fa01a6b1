"""Texts of a role play that were edited in PowerPoint → the scenario's keys, so that notes, cards and sheets have them, too.

In: a `Pulling`, and what a person changed of a text on one of the three slides. Out: the file with it, under `role_plays: change:`.
Must not save it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whp_deck.config.yaml_style import Key
from whp_deck.content.scenario import PROMPTS
from whp_deck.edits.compare import Which
from whp_deck.edits.homes import put_scenario
from whp_deck.edits.pulling import Pulling
from whp_deck.edits.texts import Leaf, by_lines, folded, rewrite, with_expressions
from whp_deck.markup import plain, write_line
from whp_deck.plan import Paragraph
from whp_deck.slides.role_play import RolePlaySlides
from whp_deck.slides.view import View

_Written = tuple[tuple[Key, ...], str | list[str]]
"""A key of the scenario, and what it says now."""


def pull_scenario(
    at: Pulling,
    owner: RolePlaySlides,
    which: Which,
    id: str,
    before: Sequence[tuple[int, str]],
    found: Sequence[Paragraph],
    view: View,
) -> None:
    """The text goes to the keys that gave it; where lines of none changed, it stays."""
    was = [text for _, text in before]
    lines = [_leaf(view, ("roles", one.id, "task"), one.task) for one in owner.scenario.roles if one.task]
    for one in owner.scenario.roles:
        name = owner.role_name(view, one)
        lines.append(Leaf(("roles", one.id, "name"), name, plain(name), plain=True))
    wanted: list[_Written] = [*_of_texts(owner, was, found, view), *_of_prompts(owner, was, found, view)]
    wanted = wanted or [(leaf.path, words) for leaf, words in by_lines(lines, before, found, view)]
    for path, words in wanted:
        put_scenario(at.done.file, owner.scenario, path, words)
    if wanted:
        names = dict.fromkeys(": ".join(map(str, path)) for path, _ in wanted)
        at.mark(which, f"`{id}`: {', '.join(names)}, which is the role play's")


def _of_texts(owner: RolePlaySlides, was: Sequence[str], found: Sequence[Paragraph], view: View) -> Iterator[_Written]:
    scenario = owner.scenario
    situation = Leaf(("situation",), scenario.situation, view.text(scenario.situation, None).paragraphs)
    for leaf in (situation, _leaf(view, ("everybody_else",), scenario.everybody_else)):
        if was and folded(leaf.paragraphs) == was:
            yield leaf.path, rewrite(leaf, found, view)


def _of_prompts(
    owner: RolePlaySlides, was: Sequence[str], found: Sequence[Paragraph], view: View
) -> Iterator[_Written]:
    """The whole list: who adds a question, or takes one out, changes no other."""
    for name in PROMPTS:
        leaves = [_leaf(view, (), prompt) for prompt in getattr(owner.scenario.debrief, name)]
        shown = [" ".join(folded(leaf.paragraphs)) for leaf in leaves]
        if shown == was:
            typed = dict(zip(shown, leaves, strict=True))
            yield ("debrief", name), [_item(one, typed, view) for one in found if one.text.strip()]
            return


def _item(paragraph: Paragraph, typed: dict[str, Leaf], view: View) -> str:
    """A question as the file has it, while it says the same; else with the values that the file's expressions gave."""
    (words,) = folded([paragraph])
    if words in typed:
        return typed[words].source
    line = write_line(paragraph)
    for leaf in typed.values():
        line = with_expressions(line, leaf, view)
    return line


def _leaf(view: View, path: tuple[Key, ...], source: str) -> Leaf:
    """A text that its slide shows as one line."""
    return Leaf(path, source, view.line(source, None).paragraphs)

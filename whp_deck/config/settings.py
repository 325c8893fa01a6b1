"""What a practice and its toolkit say of themselves, whatever deck is made of it.

In: the layers under a deck. Out: practice, decisions, staff, facts, checklists and words, as far as they are whole;
what is wrong with them goes to the intake. Must not know the deck's file or its slides.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from whp_deck.config.columns import needs_of
from whp_deck.config.intake import Intake
from whp_deck.config.new_files import yaml_lines
from whp_deck.config.problems import suggest
from whp_deck.content.authored import Authored, Map
from whp_deck.content.checklist import Checklist
from whp_deck.content.dates import plain_date
from whp_deck.content.decisions import Decisions
from whp_deck.content.open_words import is_unsure
from whp_deck.content.practice import Practice, StaffTitle
from whp_deck.content.toolkit import ToolkitFacts
from whp_deck.content.word_list import WordList
from whp_deck.errors import Problem, Source, enumerated, has_errors, is_cell

UNSAID = "[…]"  # in the place of what must be said, while the rest is looked at
_NEARLY_TITLE = 0.9
_NUMBERED = re.compile(r"\b\w\b")  # `assistant A` and `assistant B` are two on purpose
_NEARLY = 0.79  # of letters in common: `mma` is `ma`, but `pharmacy` is no `pharmacist`


class Settings(NamedTuple):
    """Everything but the staff; None where it is not there, or is wrong as a whole."""

    practice: Practice | None
    decisions: Decisions | None
    facts: ToolkitFacts | None
    checklists: Mapping[str, Checklist]
    words: WordList | None


def read_settings(intake: Intake, layers: Map, staff: Mapping[str, StaffTitle]) -> Settings:
    """The settings that the layers hold; the people of the decisions are held against `staff`."""
    practice = intake.part(Practice, layers, "practice", "name: …", {"name": UNSAID})
    facts = intake.part(ToolkitFacts, layers, "toolkit", "name: …")
    decisions = _decisions(intake, layers, facts)
    checklists = {
        checklist.id: checklist
        for tree in intake.entries(layers, "checklists")
        if (checklist := intake.validate_parts(Checklist, tree, "checklists."))
    }
    tree = layers.get("words")
    words = WordList(tree) if isinstance(tree, Map) else None
    if decisions and words:
        decisions = _with_review_day(decisions, words)
    if decisions:
        roles = [one.role for one in practice.facilitators if one.role] if practice else []
        intake.problems += nearly_known(decisions, staff, roles)
        intake.problems += unsure_people(practice, decisions, staff)
    return Settings(practice, decisions, facts, checklists, words)


def _with_review_day(decisions: Decisions, words: WordList) -> Decisions:
    """One whole day as the answer to when you look at it again is the day of the review, and is printed as all days are."""
    review = decisions.review
    day = plain_date(review.when or "")
    if day is None:
        return decisions
    dated = review.model_copy(update={"when": words.date(day), "date": review.date or day})
    return decisions.model_copy(update={"review": dated})


def read_staff(intake: Intake, layers: Map) -> dict[str, StaffTitle]:
    """Titles by the keys of `staff:`, the practice's own before the usual ones.

    By the usual title somebody is known as by the key: whoever renames the medical assistant need not look for her.
    """
    words, own = layers.get("words"), layers.get("staff")
    usual = words.get("staff") if isinstance(words, Map) else None
    staff = {key: StaffTitle(title=str(title)) for key, title in usual.items()} if isinstance(usual, Map) else {}
    if own is None:
        return staff
    if not isinstance(own, Map):
        hint = "as `ma: {title: …}`"
        intake.say("value-shape", "staff: keys and values are expected", hint, layers.place_of("staff"))
        return staff
    keys = {one.title.casefold(): key for key, one in staff.items()}
    renamed: dict[str, StaffTitle] = {}
    for key, tree in own.items():
        place = own.place_of(key)
        entry = Map(place, [("title", tree, place)]) if isinstance(tree, str) else tree
        meant = keys.get(re.sub(r"[\s_-]+", " ", key).casefold(), key)
        if meant != key and meant not in own:
            message = (
                f"staff: `{key}` is the title, and its key is `{meant}`: slides and role plays say the usual title"
            )
            hint = f"write `{meant}` in place of `{key}`"
            intake.problems.append(Problem("staff-unknown", message, hint, place, "warning"))
        if not (title := intake.validate_at(StaffTitle, entry, f"staff.{key}.", place)):
            continue
        if key in staff and staff[key].title != title.title:
            renamed[staff[key].title] = title
        staff[key] = title
    return {**renamed, **staff}


def nearly_known(decisions: Decisions, staff: Mapping[str, StaffTitle], roles: Sequence[str] = ()) -> list[Problem]:
    """A warning for a person who is nearly, but not quite, a key or a title of `staff:`: it would be printed as it is.

    The `roles` of those who lead, and whoever was named before, are known, too.
    """
    problems = []
    titles = {one.title.casefold(): one.title for one in staff.values()}
    known = {*staff, *titles, *(one.plural.casefold() for one in staff.values() if isinstance(one.plural, str))}
    titles |= {role.casefold(): role for role in roles}
    known |= {*titles}
    occasions = (*decisions.handoffs, *decisions.moments)
    named = [(one, name) for one in occasions for name in ("giver", "receiver", "who") if hasattr(one, name)]
    for one, name in named:
        typed = getattr(one, name)
        if typed in staff or typed.casefold() in known:
            continue
        # a letter or two of a long title: `front desk lead` is somebody else
        near = difflib.get_close_matches(typed.casefold(), titles, n=1, cutoff=_NEARLY_TITLE)
        meant = [titles[one] for one in near] or difflib.get_close_matches(typed.lower(), staff, n=1, cutoff=_NEARLY)
        if meant:
            message = f"decisions: `{name}: {typed}` is no key of `staff:` and is printed as it is"
            hint = f"did you mean `{meant[0]}`?"
            problems.append(Problem("staff-unknown", message, hint, one.place_of(name), "warning"))
        elif not _NUMBERED.search(typed):
            titles[typed.casefold()] = typed
            known.add(typed.casefold())
    return problems


def unknown_checklists(
    decisions: Decisions, checklists: Collection[str], occasions: Literal["handoffs", "moments"]
) -> Iterator[Problem]:
    """An error for each of these occasions with a checklist that neither the toolkit nor the practice has."""
    for one in decisions.occasions(occasions):
        if one.checklist and one.checklist not in checklists:
            hint = suggest(one.checklist, list(checklists))
            yield Problem(
                "checklist-unknown", f"there is no checklist `{one.checklist}`", hint, one.place_of("checklist")
            )


def unsure_people(
    practice: Practice | None, decisions: Decisions, staff: Mapping[str, StaffTitle]
) -> Iterator[Problem]:
    """A warning for each text in the place of a person that says it is not known who: slides would call somebody so."""
    occasions = (*decisions.handoffs, *decisions.moments)
    leaders = practice.facilitators if practice else ()
    named: list[tuple[Authored, str]] = [(one, name) for one in leaders for name in ("name", "role")]
    named += [(one, "title") for one in staff.values()]
    titles = {one.title for one in staff.values()}
    named += [
        (one, who) for one in occasions for who in ("giver", "receiver", "who") if getattr(one, who, "") not in titles
    ]
    for one, name in named:
        typed = str(getattr(one, name, None) or "")
        if is_unsure(typed) and (place := one.place_of(name)):
            message = f"`{name}: {typed}` stands where a person is named, and is printed as it is"
            hint = "write who it is, by name or title; where nobody knows yet, leave it out"
            yield Problem("person-unsure", message, hint, place, "warning", f"`{typed}`: ask who it is")


def _decisions(intake: Intake, layers: Map, facts: ToolkitFacts | None) -> Decisions | None:
    """The practice's decisions, with a problem for each list that the toolkit needs and that is empty."""
    needed = facts.needs.decisions if facts else []
    if layers.get("decisions") is None and not needed:
        return Decisions()
    known = len(intake.problems)
    decisions = intake.part(Decisions, layers, "decisions", f"{', '.join(needed)}: …")
    for name in needed if not has_errors(intake.problems[known:]) else ():  # else it may have a faulty entry
        if decisions and not getattr(decisions, name):
            intake.problems.append(missing_entry(name, decisions.place_of(name)))
    return decisions


def missing_entry(name: str, place: Source | None) -> Problem:
    """That a list of decisions has no entry, with one as a file has it, or as a row of a list of practices."""
    message = f"decisions.{name}: an entry is missing, and no slides can be made without one"
    if not is_cell(place):
        return Problem("key-missing", message, "\n".join(["write at least one, as", *_example(name)]), place)
    examples = (Decisions.model_fields[name].examples or [[]])[0]
    id = next((entry["id"] for entry in examples if isinstance(entry, dict) and "id" in entry), "1")
    columns = [f"`decisions.{name}.{id}.{key}`" for key in sorted(needs_of(f"decisions.{name}"))]
    hint = (
        f"a practice's own stand in columns, as {enumerated(columns)}; those that all share in a file with `decisions:` and "
        f"`{name}:`, which `--network` names"
    )
    return Problem("key-missing", message, hint, place, ask=f"no {name} decided: ask which")


def _example(name: str) -> list[str]:
    """Lines of YAML with one entry of a list of decisions, as its field shows it; without an id, which nobody has to give."""
    entries = (Decisions.model_fields[name].examples or [[]])[0]
    without_ids = [
        {key: text for key, text in entry.items() if key != "id"} for entry in entries if isinstance(entry, dict)
    ]
    return [f"  {line}" for line in yaml_lines({name: without_ids[:1]})]

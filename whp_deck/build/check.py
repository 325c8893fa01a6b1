"""`check_deck_file`, `check_pptx`: everything that can be wrong with a deck of ours, or with any .pptx.

In: a deck file, or a presentation. Out: `Checked`: findings, what was ignored and why, what no machine can judge. Must
not write into the deck's folder; files are made in memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from whp_deck.build.copies import check_feet
from whp_deck.build.deck import leaks_in, open_as_problems, render_packages
from whp_deck.build.edited import Kept, keep_edits, tell_counted
from whp_deck.build.leftovers import find_leftovers
from whp_deck.build.outputs import Job, make_output
from whp_deck.build.outputs.base import UNSHOWN, PrintFormat
from whp_deck.build.prepare import Prepared, prepare_deck
from whp_deck.checks.addresses import LINK_RULES, find_dead_links
from whp_deck.checks.catalog import DECK_RULES, NOT_CHECKED, PLAN_RULES, as_finding, check_deck, finding_in, of_problem
from whp_deck.checks.deck_view import DeckView, Known
from whp_deck.checks.ignores import Ignored, apply_ignores
from whp_deck.checks.leaks import Secrets, find_leaks
from whp_deck.checks.luggage import RULES as LUGGAGE_RULES
from whp_deck.checks.package_rules import RULES as PACKAGE_RULES
from whp_deck.checks.package_rules import audit
from whp_deck.checks.pdf import PDF_RULES, PDF_UA_RULES
from whp_deck.checks.pdf_view import PdfView
from whp_deck.checks.plan_rules import PlanView
from whp_deck.checks.rule import Finding
from whp_deck.config.practices import words_of_other_practices
from whp_deck.edits.own_shapes import own_shapes
from whp_deck.edits.strays import MisplacedFileError
from whp_deck.errors import EditedOutputError, InvalidDeckError, Problem, Source, TemplateError, has_errors, show_path
from whp_deck.office.package import Package, open_package, package_bytes
from whp_deck.office.stamp import read_stamp, was_saved
from whp_deck.plan import BY_HAND

# what planning or fitting has said of a slide, the rules on the finished file need not say again
_TWINS = {
    "slide-title-missing": ("title-missing",),
    "slide-title-repeated": ("title-duplicate",),
    "notes-overflow": ("notes-too-long",),
    "text-overflows": ("name-too-long", "text-too-long", "title-too-long", "word-too-long"),
    "table-past-edge": ("text-too-long",),
}
_PDF: tuple[PrintFormat, ...] = ("pdf",)
_CANNOT_RENDER = frozenset({"layout-missing"})
# the rule `compare-left` tells of it, on the slide that waits to be compared
_BY_RULE = "edit-conflict"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One presentation that was looked at: titles of its slides by number, and the package."""

    name: str
    titles: Mapping[int, str]
    package: Package

    @property
    def data(self) -> bytes:
        """The file's bytes without its movies, to draw the slides from."""
        return package_bytes(self.package, movies=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. `not_checked` is what only a person can judge; `counted` says where the deck as it is in
    PowerPoint, which was judged, has other slides or minutes than its files alone give; `open_decisions` how many there
    are that no finding tells of.
    """

    name: str
    findings: tuple[Finding, ...]
    ignored: tuple[Ignored, ...] = ()
    files: tuple[CheckedFile, ...] = ()
    not_checked: tuple[str, ...] = NOT_CHECKED
    counted: tuple[str, ...] = ()
    open_decisions: int = 0


def check_deck_file(path: Path, *, today: dt.date, links: bool = False, strict: bool = False) -> Checked:
    """Everything about a deck file: what was written, the plan, each session's file, the printed PDFs.

    With `links` every web address is asked, with `strict` open decisions are findings. The deck is judged as `build`
    would make it: with what people changed in the files in `build/` beside it. Such a file is looked at as it lies
    there, too: whether it opens, and what it brings along.
    """
    name = show_path(path)
    try:
        prepared = prepare_deck(path)
    except InvalidDeckError as error:
        return Checked(name, tuple(of_problem(problem) for problem in error.problems))
    folder, can_render = path.parent / "build", not any(one.code in _CANNOT_RENDER for one in prepared.problems)
    kept = _with_edits(prepared, folder) if can_render else Kept(prepared, ())
    undecided = open_as_problems(prepared.plan) if strict else []
    problems = [of_problem(problem) for problem in (*_problems(prepared, kept), *undecided)]
    counted = tell_counted(prepared.plan, kept.prepared.plan) if can_render else ()
    findings = list(_of_plan(kept.prepared, PlanView(prepared.deck, kept.prepared.plan, today)))
    files: list[CheckedFile] = []
    if can_render:
        known, decks = _decks_of(prepared, kept, folder, today)
        for deck in decks:
            findings += [one for one in check_deck(deck) if not _is_said(one, problems)]
        edited = list(_edited(prepared, folder, known, today))
        said = {_essence(one) for one in findings}
        findings += [one for deck in edited for one in _of_file(deck) if _essence(one) not in said]
        secrets = Secrets.of_deck(prepared.deck)
        findings += [
            of_problem(leak, deck.name)
            for deck in (*decks, *edited)
            for leak in find_leaks(deck.package, secrets, deck.name)
        ]
        files = [_file(deck) for deck in decks]
        findings += _of_outputs(kept, secrets, today)
        findings += _of_links(decks) if links else []
    rules = rule_ids()
    found, ignored = apply_ignores([*problems, *findings], prepared.deck.file.check.ignore, rules, "")
    untold = 0 if strict else len(prepared.plan.open_decisions)
    return Checked(name, tuple(_sorted(found)), tuple(ignored), tuple(files), counted=counted, open_decisions=untold)


def rule_ids() -> frozenset[str]:
    """Every rule that an ignore may name."""
    ids = [*(rule.id for rule in DECK_RULES), *(rule.id for rule in PLAN_RULES), *(rule.id for rule in PDF_RULES)]
    return frozenset((*ids, *(rule.id for rule in LINK_RULES)))


def check_pptx(path: Path, *, today: dt.date, links: bool = False) -> Checked:
    """Everything about one presentation, whoever made it. Raises TemplateError when it cannot be opened."""
    deck = DeckView(open_package(path), path.name, today=today, path=path)
    findings = check_deck(deck) + (_of_links([deck]) if links else [])
    return Checked(show_path(path), tuple(_sorted(findings)), (), (_file(deck),))


def _with_edits(prepared: Prepared, folder: Path) -> Kept:
    """The deck as `build` would make it now; what it refuses to merge is judged as the files alone give it."""
    packages = tuple(render_packages(prepared))
    try:
        kept = keep_edits(prepared, packages, folder, render_packages)
        return replace(kept, problems=(*kept.problems, *find_leftovers(prepared.plan, folder)[1]))
    except MisplacedFileError as error:
        found = Problem("built-misplaced", error.reason, error.hint, Source(show_path(error.path), 0))
        return Kept(prepared, packages, problems=(found,))
    except EditedOutputError:
        return Kept(prepared, packages)


def _problems(prepared: Prepared, kept: Kept) -> Iterator[Problem]:
    """What is wrong with the deck as it was merged; errors in the files stop a build before it looks at any edit."""
    yield from kept.prepared.problems
    yield from (one for one in prepared.problems if has_errors([one]) and one not in kept.prepared.problems)
    yield from (one for one in kept.problems if one.code != _BY_RULE)
    yield from kept.doubts
    if kept.packages:
        yield from check_feet(kept.prepared.plan, kept.packages, prepared.sources)


def _decks_of(prepared: Prepared, kept: Kept, folder: Path, today: dt.date) -> tuple[Known, list[DeckView]]:
    """What is known of all sessions, and each session's file as a build would make it now."""
    deck, practice = prepared.deck, prepared.deck.practice
    contact = practice.contact
    start = deck.decisions.start.date
    people = [person.name for person in practice.facilitators]
    violations: frozenset[tuple[str, str]] = frozenset()
    if deck.file.template != "base":
        template = DeckView(open_package(prepared.template_path), "", today=today, path=prepared.template_path)
        violations = frozenset(audit(template))
    known = Known(
        template=prepared.template,
        practice=practice.name,
        people=tuple(text for text in (*people, contact.phone, contact.email) if text),
        strangers=words_of_other_practices(deck),
        faults=prepared.known,
        violations=violations,
        dates=frozenset({start} if start else ()),
    )
    plan = kept.prepared.plan
    decks = []
    for package, session in zip(kept.packages, plan.sessions, strict=True):
        manifest = read_stamp(package)
        file = folder / f"{plan.stem_of(session)}.pptx"
        name = show_path(file) if manifest is not None and manifest.merged else file.name
        slides = [None if slide.kind == BY_HAND else slide for slide in session.slides]
        own = own_shapes(package, manifest) if manifest is not None and manifest.merged else {}
        decks.append(DeckView(package, name, today=today, known=replace(known, slides=slides, own=own)))
    return known, decks


def _edited(prepared: Prepared, folder: Path, known: Known, today: dt.date) -> Iterator[DeckView]:
    """The built files in `folder` as they lie there: written by another program since, or merged with what was typed.

    One that cannot be opened is for `build`.
    """
    for session in prepared.plan.sessions:
        target = folder / f"{prepared.plan.stem_of(session)}.pptx"
        if not target.is_file():
            continue
        try:
            package = open_package(target)
        except TemplateError:
            continue
        manifest = read_stamp(package)
        if manifest is not None and (manifest.merged or was_saved(manifest, package)):
            yield DeckView(package, show_path(target), today=today, known=known, path=target)


def _of_file(deck: DeckView) -> list[Finding]:
    """What no merge can judge: the file itself, and what it needs beside it."""
    return [finding_in(deck, rule, hit) for rule in (*PACKAGE_RULES, *LUGGAGE_RULES) for hit in rule.find(deck)]


def _essence(finding: Finding) -> tuple[str, str, str, str]:
    """By what a finding is the same in a file as it is built and as somebody has edited it."""
    return Path(finding.file).name, finding.rule, finding.slide_id, finding.message


def _of_plan(prepared: Prepared, view: PlanView) -> Iterator[Finding]:
    for rule in PLAN_RULES:
        for hit in rule.find(view):
            session = prepared.plan.sessions[hit.session - 1] if hit.session else None
            slide = session.slides[hit.slide - 1] if session and hit.slide else None
            name = f"{prepared.plan.stem_of(session)}.pptx" if session else ""
            yield as_finding(rule, hit, name, slide.id if slide else "", slide.title if slide else "")


def _of_outputs(kept: Kept, secrets: Secrets, today: dt.date) -> Iterator[Finding]:
    """Leaks into what is printed, shared or mailed, and what the rules on PDFs find in packet and handout."""
    job = Job(kept.prepared, kept.packages, Path(), formats=_PDF, today=today)
    for name in kept.prepared.deck.file.outputs:
        if name == "deck":
            continue
        try:
            files = list(make_output(name, job))
        except InvalidDeckError as error:
            yield from (of_problem(problem) for problem in error.problems)
            continue
        for file in files:
            if not file.facilitator_only:
                yield from (of_problem(leak, file.path.name) for leak in leaks_in(secrets, file))
            if isinstance(file.content, bytes) and file.path.suffix == ".pdf":
                pdf = PdfView(file.content, file.path.name)
                # what no font of ours can show is told, and that the PDF then does not claim to be accessible, too
                claims = not any(one.code == UNSHOWN and one.message.startswith(f"{pdf.name}:") for one in job.problems)
                rules = [rule for rule in PDF_RULES if claims or rule not in PDF_UA_RULES]
                yield from (as_finding(rule, hit, pdf.name) for rule in rules for hit in rule.find(pdf))
    yield from (of_problem(problem) for problem in job.told)


def _of_links(decks: Sequence[DeckView]) -> list[Finding]:
    return [finding_in(deck, rule, hit) for deck in decks for rule, hit in find_dead_links(deck)]


def _is_said(finding: Finding, problems: Sequence[Finding]) -> bool:
    """Whether planning or fitting has reported the same of the same slide."""
    codes, slide = _TWINS.get(finding.rule, ()), f"`{finding.slide_id.partition('#')[0]}`"
    return any(problem.rule in codes and slide in problem.message for problem in problems)


def _file(deck: DeckView) -> CheckedFile:
    return CheckedFile(deck.name, {slide.number: slide.title for slide in deck.slides}, deck.package)


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    """By file and slide, errors first, each once."""
    return sorted(dict.fromkeys(findings), key=lambda one: (one.file, one.slide, one.severity, one.rule))

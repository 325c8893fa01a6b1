"""The built files of one deck as they are now: all its sessions together.

In: paths. Out: `BuiltFile`s and `Found`: which slide is which, over all files. Must not change anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import SlidePart

from whp_deck.edits.bases import settle
from whp_deck.edits.match import Match, match_slides
from whp_deck.errors import EditedOutputError, InvalidDeckError, Problem, Source, TemplateError, command, show_path
from whp_deck.office.package import Package, open_package
from whp_deck.office.sections import read_sections
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.snapshot import CONFLICT, SlideSnapshot, snapshot_slides
from whp_deck.office.stamp import Manifest, read_stamp, was_saved
from whp_deck.plan import stem_of_file

OWN = "by-hand/"
"""The id that a merge gives to a slide of a person's own begins so: it is never taken for a slide that was deleted."""
LEFT = f"{OWN}left/"
"""The id of a slide that the configuration has given up, and that stays hidden because somebody had edited it, begins so."""


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A built file as it is now. `slides` are its parts by slide id, `snapshots` what is on them, in order.

    `sections` is the section of each slide by its position; empty when the file has none.
    """

    path: Path
    package: Package
    manifest: Manifest
    slides: Mapping[int, SlidePart]
    snapshots: tuple[SlideSnapshot, ...]
    sections: Mapping[int, str]
    saved: bool
    by_libreoffice: bool

    @property
    def built(self) -> tuple[SlideSnapshot, ...]:
        """The slides as they were built, in order: what they grew out of."""
        return tuple(self.manifest.bases.get(id, one) for id, one in self.manifest.slides.items())

    def is_exact(self, snapshot: SlideSnapshot) -> bool:
        """Whether formatting and layout of the slide can be compared: not after LibreOffice has rewritten them."""
        return bool(self.manifest.layouts) and not self.by_libreoffice and snapshot.layout in self.manifest.layouts


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A slide by its file and its position in it, both from 0."""

    file: int
    position: int


@dataclass(frozen=True, slots=True)
class Known:
    """All slides of a deck as found and as built: pairs and copies are found → built, by place.

    `bases` are what slides as built grew out of, where that is not what the configuration gave then (`edits.bases`).
    """

    files: tuple[BuiltFile, ...]
    pairs: Mapping[Place, Place]
    copies: Mapping[Place, Place]
    added: tuple[Place, ...]
    conflicts: tuple[Place, ...]
    deleted: tuple[Place, ...]
    bases: Mapping[Place, SlideSnapshot] = field(default_factory=dict)

    def found(self, place: Place) -> SlideSnapshot:
        return self.files[place.file].snapshots[place.position]

    def built(self, place: Place) -> SlideSnapshot:
        """The slide against which a person's changes are told."""
        return self.bases.get(place) or self.given(place)

    def origin(self, place: Place) -> SlideSnapshot:
        """What the slide grew out of, whatever the person has chosen since."""
        return self.files[place.file].built[place.position]

    def is_adopted(self, place: Place) -> bool:
        """Whether a person made the slide, so that its look is theirs."""
        manifest, id = self.files[place.file].manifest, self.given(place).id
        return id in manifest.adopted and id in manifest.bases

    def given(self, place: Place) -> SlideSnapshot:
        """The slide as the configuration gave it when the file was built."""
        return tuple(self.files[place.file].manifest.slides.values())[place.position]


def is_left(snapshot: SlideSnapshot) -> bool:
    """Whether the configuration has given the slide up, and nobody has shown it again."""
    return snapshot.hidden and snapshot.id.startswith(LEFT)


def read_file(path: Path) -> BuiltFile:
    """The built file at `path`. Raises EditedOutputError when it is not ours or cannot be read."""
    hint = (
        "move it away, and give the same command again (`--overwrite` would discard the edits in all other files, too); or give another "
        "folder with --output"
    )
    try:
        package = open_package(path)
    except TemplateError as error:
        reason = error.reason.partition(" (")[0] if error.reason.startswith("is damaged") else error.reason
        raise EditedOutputError(path, reason, (), f"{error.hint}; or {hint}" if error.hint else hint) from error
    manifest = read_stamp(package)
    if manifest is None:
        raise EditedOutputError(path, "was not made by whp-deck", (), hint)
    return file_of(path, package, manifest)


def file_of(path: Path, package: Package, manifest: Manifest) -> BuiltFile:
    """The same for a package that is open already."""
    application = package.relationships.first_of(RT.EXTENDED_PROPERTIES)
    by_libreoffice = application is not None and b">LibreOffice" in application.blob
    saved = was_saved(manifest, package)
    slides = slide_parts(package)
    sections = _sections(package, slides)
    return BuiltFile(path, package, manifest, slides, snapshot_slides(package), sections, saved, by_libreoffice)


def find_file(path: Path) -> BuiltFile | None:
    """The built file at `path`, which may be anything: None when it is not ours or cannot be read."""
    try:
        return read_file(path)
    except (OSError, EditedOutputError):
        return None


def _sections(package: Package, slides: Iterable[int]) -> dict[int, str]:
    # read at once: while a file is merged, slides of one section stand apart in it, and its parts get names of their own
    positions = {slide_id: at for at, slide_id in enumerate(slides)}
    return {positions[id]: name for name, ids in read_sections(package) for id in ids if id in positions}


def files_of(folder: Path, stem: str) -> list[Path]:
    """The decks of that name in the folder: `monday-huddle.pptx`, or `-1`, `-2` …; dated copies are not among them."""
    pattern = re.compile(rf"{re.escape(stem)}(?:-(\d+))?\.pptx", re.IGNORECASE)
    found = [(match, path) for path in folder.glob("*.pptx") if (match := pattern.fullmatch(path.name))]
    return [path for _, path in sorted(found, key=lambda pair: int(pair[0][1] or 0))]


def read_deck_files(deck: Path, output: Path | None = None) -> Known:
    """The slides of all built files of the deck at `deck`, as they are now; the deck itself is not read.

    Raises InvalidDeckError when there is no such deck or nothing was built, EditedOutputError for a file that is not ours.
    """
    folder = output or deck.parent / "build"
    shown = Source(show_path(deck), 0)
    if deck.suffix.lower() in (".pptx", ".potx"):
        hint = "name the deck's file, which ends in .yaml: its presentations are found from there"
        raise InvalidDeckError([Problem("file-kind", "this is a PowerPoint file, not a deck’s YAML file", hint, shown)])
    if not deck.is_file():
        hint = "check the path and its spelling"
        raise InvalidDeckError([Problem("file-missing", "there is no such file", hint, shown)])
    files = [read_file(path) for path in files_of(folder, stem_of_file(deck.stem))]
    if not files:
        hint = f"{command('build', deck)} builds it; `--output` says where it was built to"
        raise InvalidDeckError([Problem("deck-not-built", f"nothing is built in {show_path(folder)}", hint, shown)])
    return know_slides(files)


def know_slides(files: Sequence[BuiltFile]) -> Known:
    """Match the slides of every file with what was built there, then the rest over all files: slides get moved."""
    pairs: dict[Place, Place] = {}
    copies: dict[Place, Place] = {}
    conflicts: list[Place] = []
    left_found: list[Place] = []
    left_built: list[Place] = []
    by_hand: list[Place] = []
    for number, file in enumerate(files):
        own = [at for at, one in enumerate(file.snapshots) if not one.id.startswith((CONFLICT, OWN))]
        for at, one in enumerate(file.snapshots):
            if at not in own:
                (conflicts if one.id.startswith(CONFLICT) else by_hand).append(Place(number, at))
        match = match_slides(file.built, [file.snapshots[at] for at in own])
        pairs |= {Place(number, own[at]): Place(number, was) for at, was in match.pairs.items()}
        copies |= {Place(number, own[at]): Place(number, was) for at, was in match.copies.items()}
        left_found += (Place(number, own[at]) for at in match.added)
        left_built += (Place(number, was) for was in match.deleted)
    known = Known(tuple(files), pairs, copies, (), (), ())
    match = _match_rest(known, left_built, left_found)
    pairs |= {left_found[at]: left_built[was] for at, was in match.pairs.items()}
    copies |= {left_found[at]: left_built[was] for at, was in match.copies.items()}
    rest = [left_found[at] for at in match.added]
    _copies_across(known, rest, copies)
    bases = _bases(known, pairs, {known.found(place).id for place in conflicts})
    return Known(
        tuple(files),
        pairs,
        copies,
        tuple(sorted([*(place for place in rest if place not in copies), *by_hand])),
        tuple(conflicts),
        tuple(left_built[was] for was in match.deleted),
        bases,
    )


def _bases(known: Known, pairs: Mapping[Place, Place], compared: Collection[str]) -> dict[Place, SlideSnapshot]:
    """What slides grew out of; with the slide to compare gone the person has chosen."""
    bases: dict[Place, SlideSnapshot] = {}
    for place, was in pairs.items():
        file, given, now = known.files[place.file], known.given(was), known.found(place)
        base = known.files[was.file].manifest.bases.get(given.id)
        if base is not None and CONFLICT + given.id in compared:
            bases[was] = base
        elif base is not None:
            bases[was] = settle(base, given, now, exact=file.is_exact(now))
    return bases


def _match_rest(known: Known, built: Sequence[Place], found: Sequence[Place]) -> Match:
    return match_slides([known.built(place) for place in built], [known.found(place) for place in found])


def _copies_across(known: Known, rest: Iterable[Place], copies: dict[Place, Place]) -> None:
    """A slide with the tag of one in another file, which is still there, was copied from it."""
    homes = {
        slide_id: Place(number, at)
        for number, file in enumerate(known.files)
        for at, slide_id in enumerate(file.manifest.slides)
    }
    for place in rest:
        home = homes.get(known.found(place).id)
        if home is not None:
            copies[place] = home

"""A PowerPoint package that is opened safely, changed in linear time and written whole or not at all.

In: a path. Out: `Package` (python-pptx's, subclassed, never patched) and, at the end, a file. Must not know
slides, plans or templates' layouts, and must not print.

python-pptx walks all relationships for each new part name and picture, recurses along links between slides, and
reads every medium into memory; each is replaced here by an index, an iterative walk, and `StoredBytes`.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import pptx.package
from pptx.opc.package import Part, _Relationship
from pptx.opc.packuri import PACKAGE_URI, PackURI
from pptx.parts.image import Image, ImagePart
from pptx.parts.media import MediaPart
from pptx.presentation import Presentation

from whp_deck.office.loader import Loader
from whp_deck.office.parts import DeckPart, StoredMediaPart, content_of, element_of, make_part
from whp_deck.office.reading import Archive, StoredBytes
from whp_deck.office.relationships import Relationships, adopt
from whp_deck.office.writer import serialize_parts, write_members
from whp_deck.office.xml import Element, p

if TYPE_CHECKING:
    from whp_deck.office.placeholders import Placeholder

_NUMBER = re.compile(r"^(.*?)(\d*)(\.\w+)?$")


class Package(pptx.package.Package):
    """An open presentation. `path` is where it came from; `missing` are targets that its file lacked.

    `origins` are the names that parts had in the file: slides are renumbered, and what was wrong with one before
    must be known again afterwards. `settled` are workbooks that need no normalizing (`office.workbooks`), `layouts` what
    `office.layouts` has read.
    """

    def __init__(self, pkg_file: str | IO[bytes]) -> None:
        super().__init__(pkg_file)
        self.path = Path(pkg_file) if isinstance(pkg_file, str) else Path("the presentation")
        self.missing: list[tuple[str, str, str]] = []
        self.origins: dict[Part, str] = {}
        self.settled: dict[Part, bytes] = {}
        self.layouts: dict[Part, tuple[Placeholder, ...]] = {}
        self._names: set[str] = set()
        self._next: dict[str, int] = {}
        self._sha1s: dict[str, Part] | None = None
        self._slide_id = 255
        self.__dict__["_rels"] = Relationships(PACKAGE_URI)

    @property
    def relationships(self) -> Relationships:
        """The package's own relationships."""
        return cast(Relationships, self.__dict__["_rels"])

    @cached_property
    def deck(self) -> DeckPart:
        """The presentation part."""
        return cast(DeckPart, self.main_document_part)

    @property
    def slide_list(self) -> Element:
        """`p:sldIdLst`, made in its place when the presentation has none."""
        found = element_of(self.deck).find(p("sldIdLst"))
        return cast(Any, self.deck._element).get_or_add_sldIdLst() if found is None else found

    def _load(self) -> Package:
        file = self._pkg_file
        archive = Archive(Path(file) if isinstance(file, str) else file.read())
        try:
            Loader(self, archive).load()
        finally:
            archive.close()
        return self

    # names ------------------------------------------------------------------------------------------

    def take_name(self, wanted: str) -> PackURI:
        """The wanted part name, or the next free one like it; no two differ by case alone."""
        match = _NUMBER.match(wanted)
        assert match is not None
        if wanted.lower() in self._names:
            stem, _, ending = match.groups()
            return self.next_partname(f"{stem.replace('%', '%%')}%d{ending or ''}")
        self._names.add(wanted.lower())
        return PackURI(wanted)

    def next_partname(self, tmpl: str) -> PackURI:
        """The next free name of a pattern with `%d`, counted from 1; each name is given once."""
        number = self._next.get(tmpl, 1)
        while (tmpl % number).lower() in self._names:
            number += 1
        self._next[tmpl] = number + 1
        name = tmpl % number
        self._names.add(name.lower())
        return PackURI(name)

    def next_image_partname(self, ext: str) -> PackURI:
        return self.next_partname(f"/ppt/media/image%d.{ext}")

    def next_media_partname(self, ext: str) -> PackURI:
        return self.next_partname(f"/ppt/media/media%d.{ext}")

    def forget_names(self) -> None:
        """Count the part names again, after parts have become unreachable or were renamed."""
        self._names = {part.partname.lower() for part in self.iter_parts()}
        self._next.clear()

    def release_names(self, names: Iterable[str]) -> None:
        """These names may be given again."""
        self._names.difference_update(name.lower() for name in names)

    def next_slide_id(self) -> int:
        """A slide id that was never used in this package (256 to 2^31 - 1, ECMA-376 part 1, 19.7.13)."""
        ids = self.slide_list
        if self._slide_id == 255:
            self._slide_id = max((int(entry.get("id", "0")) for entry in ids), default=255)
        elif (last := next(ids.iterchildren(reversed=True), None)) is not None:  # lxml counts for `len`
            self._slide_id = max(self._slide_id, int(last.get("id", "0")))
        self._slide_id = max(self._slide_id, 255) + 1
        return self._slide_id

    # walks ------------------------------------------------------------------------------------------

    def iter_rels(self) -> Iterator[_Relationship]:
        """Each relationship once, without recursion: a thousand slides may link each to the next."""
        visited: set[Part] = set()
        walks: list[Iterator[_Relationship]] = [iter(tuple(self._rels.values()))]
        while walks:
            relationship = next(walks[-1], None)
            if relationship is None:
                walks.pop()
                continue
            yield relationship
            if relationship.is_external:
                continue
            part = relationship.target_part
            if part not in visited:
                visited.add(part)
                walks.append(iter(tuple(part.rels.values())))

    def iter_parts(self) -> Iterator[Part]:
        """Each reachable part once."""
        visited: set[Part] = set()
        waiting = [self.relationships]
        while waiting:
            for relationship in tuple(waiting.pop().values()):
                if relationship.is_external or relationship.target_part in visited:
                    continue
                part = relationship.target_part
                visited.add(part)
                waiting.append(cast(Relationships, part.rels))
                yield part

    # media ------------------------------------------------------------------------------------------

    def get_or_add_image_part(self, image_file: str | IO[bytes]) -> ImagePart:
        image = Image.from_file(image_file)
        found = self._media().get(image.sha1)
        if not isinstance(found, ImagePart):
            found = ImagePart.new(self, image)
            self._media()[image.sha1] = found
        return found

    def get_or_add_media_part(self, media: Any) -> Part:
        found = self._media().get(media.sha1)
        if found is None:
            found = MediaPart(self.next_media_partname(media.ext), media.content_type, self, media.blob)
            self._media()[media.sha1] = found
        return found

    def get_or_add_media_file(self, path: Path, content_type: str, ending: str = "") -> Part:
        """The part for an audio or video file, which stays on disk until the package is written.

        `ending` names the part when the file's own ending is not to be trusted. Raises TemplateError when the file has
        gone.
        """
        stored = StoredBytes.of_file(path)
        found = self._media().get(stored.sha1)
        if found is None:
            name = self.next_media_partname(ending or path.suffix.lstrip(".").lower() or "bin")
            found = StoredMediaPart(name, content_type, self, stored)
            self._media()[stored.sha1] = found
        return found

    def get_or_add_copy(self, medium: Part) -> Part:
        """The part here with the bytes and the type of a medium of another package; large ones stay in that file."""
        digest = getattr(medium, "sha1", "") or hashlib.sha1(medium.blob, usedforsecurity=False).hexdigest()
        found = self._media().get(digest)
        if found is None or found.content_type != medium.content_type:
            ending = medium.partname.ext or "bin"
            stem = "image" if medium.content_type.startswith("image/") else "media"
            name = self.next_partname(f"/ppt/media/{stem}%d.{ending.replace('%', '')}")
            found = make_part(name, medium.content_type, self, content_of(medium))
            adopt(found)
            self._media().setdefault(digest, found)
        return found

    def _media(self) -> dict[str, Part]:
        if self._sha1s is None:
            self._sha1s = {}
            for part in self.iter_parts():
                if part.content_type.startswith(("image/", "video/", "audio/")):
                    digest = getattr(part, "sha1", "") or hashlib.sha1(part.blob, usedforsecurity=False).hexdigest()
                    self._sha1s.setdefault(digest, part)
        return self._sha1s

    def save(self, pkg_file: str | IO[bytes]) -> None:
        """Write the package as `write_whole` does, without its gate and its safety."""
        if isinstance(pkg_file, str):
            with Path(pkg_file).open("wb") as stream:
                write_members(self, stream)
        else:
            write_members(self, pkg_file)


def open_package(path: Path) -> Package:
    """The package of a .pptx or .potx file; a template becomes a presentation.

    Raises TemplateError, in plain words, for a file that is missing, encrypted, Strict, damaged, with macros,
    unsafe to unpack, or no presentation at all.
    """
    return Package.open(str(path))


def presentation(package: Package) -> Presentation:
    """python-pptx's view of the package."""
    return cast(Presentation, package.main_document_part.presentation)


def package_bytes(package: Package, *, movies: bool = True) -> bytes:
    """The whole file in memory, byte for byte what `write_whole` writes; without `movies`, audio and video are empty
    there.

    Whoever draws slides needs no movie, and a movie may be larger than the memory.
    """
    contents = serialize_parts(package)
    if not movies:
        played = [part for part in contents if part.content_type.startswith(("audio/", "video/"))]
        contents |= dict.fromkeys(played, b"")
    stream = io.BytesIO()
    write_members(package, stream, contents)
    return stream.getvalue()


def copy_package(package: Package) -> Package:
    """Another package of the same parts. Media that lie on disk stay there, and are read by both."""
    contents = serialize_parts(package)
    stored = {part.partname: (part, content) for part, content in contents.items() if isinstance(content, StoredBytes)}
    stream = io.BytesIO()
    write_members(package, stream, contents | dict.fromkeys((part for part, _ in stored.values()), b""))
    stream.seek(0)
    copy = Package.open(stream)
    made = {name: make_part(name, part.content_type, copy, content) for name, (part, content) in stored.items()}
    for relationship in copy.iter_rels():
        target = relationship._target  # not `target_part`, which python-pptx keeps from its first reading
        if isinstance(target, Part) and target.partname in made:
            relationship._target = made[target.partname]
    return copy

"""Media whose bytes stay on disk, and part classes that keep python-pptx's promises for any media type.

In: `StoredBytes` or bytes. Out: parts that python-pptx takes for its own. Must not know slides.

python-pptx looks for `sha1` on every part that a media relationship reaches and fails on an mp3 (its issues
323, 910, 926), because only some types get its media class; here every audio and video type does.
"""

from __future__ import annotations

from typing import Any, cast

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.package import Part, PartFactory, XmlPart
from pptx.opc.packuri import PackURI
from pptx.package import Package as PptxPackage
from pptx.parts.image import ImagePart
from pptx.parts.media import MediaPart
from pptx.parts.presentation import PresentationPart

from whp_deck.office.reading import StoredBytes
from whp_deck.office.xml import Element, parse


class StoredMediaPart(MediaPart):
    """Audio or video that is read when asked for, and streamed when saved."""

    stored: StoredBytes

    def __init__(self, part_name: PackURI, content_type: str, package: PptxPackage, stored: StoredBytes) -> None:
        self.stored = stored
        super().__init__(part_name, content_type, package, None)

    @property
    def blob(self) -> bytes:
        return self.stored.read()

    @blob.setter
    def blob(self, blob: bytes) -> None:
        raise AttributeError("a stored medium is replaced by another part, not changed")

    @property
    def sha1(self) -> str:
        return self.stored.sha1


class StoredImagePart(ImagePart):
    """A large picture that is read when asked for, and streamed when saved."""

    stored: StoredBytes

    def __init__(self, part_name: PackURI, content_type: str, package: PptxPackage, stored: StoredBytes) -> None:
        self.stored = stored
        super().__init__(part_name, content_type, package, b"")

    @property
    def _blob(self) -> bytes:
        return self.stored.read()

    @_blob.setter
    def _blob(self, blob: bytes) -> None:
        """python-pptx sets it on construction; there is nothing to keep."""

    @property
    def sha1(self) -> str:
        return self.stored.sha1


class DeckPart(PresentationPart):
    """The presentation part whose slide names never clash with a part that is not in the slide list."""

    @property
    def _next_slide_partname(self) -> PackURI:
        return self.package.next_partname("/ppt/slides/slide%d.xml")

    def rename_slide_parts(self, rIds: Any) -> None:
        """Names already follow the package's index; `office.slides` renumbers after deleting and moving."""


def make_part(name: PackURI, content_type: str, package: PptxPackage, content: bytes | StoredBytes) -> Part:
    """The part of the class that its content type asks for."""
    # no registered media type, which is image/jpeg (RFC 2046, 4.2); PowerPoint may refuse it
    if content_type == "image/jpg":
        content_type = CT.JPEG
    if isinstance(content, StoredBytes):
        if PartFactory.part_type_for.get(content_type) is ImagePart:
            return StoredImagePart(name, content_type, package, content)
        return StoredMediaPart(name, content_type, package, content)
    if content_type in _MAIN_TYPES:
        return DeckPart(name, CT.PML_PRESENTATION_MAIN, package, cast(Any, parse(content)))
    if content_type.startswith(("video/", "audio/")):
        return MediaPart(name, content_type, package, content)
    return PartFactory(name, content_type, package, content)


def content_of(part: Part) -> bytes | StoredBytes:
    """What the part will be written as."""
    stored = getattr(part, "stored", None)
    return stored if isinstance(stored, StoredBytes) else part.blob


def element_of(part: Part) -> Element:
    """The root element of an XML part. Raises TypeError for a part that python-pptx keeps as bytes."""
    if not isinstance(part, XmlPart):
        raise TypeError(f"{part.partname} is kept as bytes")
    return cast(Element, part._element)


_MAIN_TYPES = frozenset({CT.PML_PRESENTATION_MAIN, CT.PML_TEMPLATE_MAIN, CT.PML_SLIDESHOW_MAIN})

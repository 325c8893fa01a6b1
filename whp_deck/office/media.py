"""Movies on a slide, written as PowerPoint 16 writes them. In: a slide under construction and a `Movie`. Out: the
slide, which plays.

python-pptx's `add_movie` has no click sequence, no automatic start, no captions and a loudspeaker for a poster, and
holds the whole file in memory; here the file stays on disk. Must not read the movie, choose its poster or measure
anything.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote
from xml.sax.saxutils import quoteattr

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.parts.image import Image

from whp_deck.office.made import MadeSlide, placed
from whp_deck.office.placeholders import Box, properties_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.timing import insert_timing, movie_timing
from whp_deck.office.xml import P14_NS, clean, fragment, guid
from whp_deck.plan import Captions, Movie

MEDIA_REL = "http://schemas.microsoft.com/office/2007/relationships/media"
TRACK_REL = "http://schemas.microsoft.com/office/2017/04/relationships/track"  # MS-PPTX 2.2.4.1 and "Track Part"
_P173_NS = "http://schemas.microsoft.com/office/powerpoint/2017/3/main"
_MEDIA_URI = "{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}"
_TRACKS_URI = "{3AFAAA56-56D3-431D-BCD4-E75A35582382}"
_TYPES = {  # ending and content type of each container that PowerPoint opens
    "MP4": ("mp4", "video/mp4"),
    "QuickTime": ("mov", "video/quicktime"),
    "AVI": ("avi", "video/x-msvideo"),
    "Windows Media": ("wmv", "video/x-ms-wmv"),
    "MPEG-PS": ("mpg", "video/mpeg"),
}
_TARGET_SAFE = "/!$&'()*+,;=:@~-._"  # RFC 3986, a path


def place_movie(
    new: MadeSlide, name: str, box: Box, movie: Movie, poster: bytes, *, target: str = "", placeholder: bool = True
) -> None:
    """The movie in the upper left corner of `box`, all of it shown; its poster fills the same shape and is cropped if
    it must be.

    It takes the place of the placeholder of that name in the reading order, or comes last where there is none.

    It is a plain shape, not the placeholder's content: a picture placeholder takes no movie in PowerPoint. `target` is
    the path of a linked movie, counted from the deck. Raises TemplateError when the movie's file has gone.
    """
    relationships = relationships_of(new.part)
    media, video = _media(new, movie, target)
    if movie.width and movie.height:
        shown, _ = placed(box, (movie.width, movie.height), "contain")
        box = Box(box.x, box.y, shown.width, shown.height)  # under the title's first letter, beside the code's top
    image = new.package.get_or_add_image_part(io.BytesIO(poster))
    _, crop = placed(box, Image.from_blob(poster).size, "cover")
    blip = relationships.get_or_add(RT.IMAGE, image)
    element = fragment(
        f'<p:pic><p:nvPicPr><p:cNvPr id="0" name={quoteattr(name)} descr={quoteattr(clean(movie.alt))}>'
        '<a:hlinkClick r:id="" action="ppaction://media"/></p:cNvPr>'
        f'<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr><a:videoFile r:link="{video}"/>{media}</p:nvPr>'
        f'</p:nvPicPr><p:blipFill><a:blip r:embed="{blip}"/>{crop}<a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{_xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
    properties = properties_of(element)
    assert properties is not None
    properties.set("id", str(new.next_shape_id()))
    if placeholder:
        new.replace(name, element, as_content=False)
    else:
        new.add(element)
    start = movie.start if movie.where != "online" else "when-clicked"
    insert_timing(new.element, movie_timing(properties.get("id", ""), start=start, seconds=movie.duration))


def move_links(part: Part, targets: Mapping[str, str]) -> None:
    """Let a slide play its linked movies from other files; both are paths counted from the deck, as people read them."""
    rows = relationships_of(part)
    for r_id, one in list(rows.items()):
        new = targets.get(unquote(one.target_ref)) if one.is_external else None
        if new is not None and one.reltype != RT.HYPERLINK:
            rows.put(r_id, one.reltype, quote(new, safe=_TARGET_SAFE))


def _media(new: MadeSlide, movie: Movie, target: str) -> tuple[str, str]:
    """The extension that names the movie for newer programs (with its captions), and the relationship for older ones."""
    relationships = relationships_of(new.part)
    if movie.where == "online":
        return "", relationships.get_or_add_ext_rel(RT.VIDEO, movie.address)
    if movie.where == "linked":
        address = quote(target, safe=_TARGET_SAFE)
        modern = f'r:link="{relationships.get_or_add_ext_rel(MEDIA_REL, address)}"'
        video = relationships.get_or_add_ext_rel(RT.VIDEO, address)
    else:
        ending, content_type = _TYPES[movie.container]
        part = new.package.get_or_add_media_file(Path(movie.file), content_type, ending)
        modern = f'r:embed="{relationships.get_or_add(MEDIA_REL, part)}"'
        video = relationships.get_or_add(RT.VIDEO, part)
    tracks = "".join(_track(new, number, captions) for number, captions in enumerate(movie.captions, 1))
    more = (
        f'<p14:extLst><p:ext uri="{_TRACKS_URI}"><p173:tracksInfo xmlns:p173="{_P173_NS}" displayLoc="media">'
        f"<p173:trackLst>{tracks}</p173:trackLst></p173:tracksInfo></p:ext></p14:extLst>"
    )
    return (
        f'<p:extLst><p:ext uri="{_MEDIA_URI}"><p14:media xmlns:p14="{P14_NS}" {modern}>{more if tracks else ""}</p14:media>'
        "</p:ext></p:extLst>"
    ), video


def _track(new: MadeSlide, number: int, captions: Captions) -> str:
    """A part for the captions, and the element that names it."""
    name = new.package.next_partname("/ppt/media/captions%d.vtt")
    part = Part(name, "text/vtt", new.package, captions.webvtt.encode())
    r_id = relationships_of(new.part).get_or_add(TRACK_REL, part)
    identity = guid("captions", str(new.slide_id), str(number))
    return (
        f'<p173:track id="{identity}" label={quoteattr(clean(captions.label))} lang={quoteattr(captions.language)} '
        f'r:embed="{r_id}"/>'
    )


def _xfrm(box: Box) -> str:
    return f'<a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>'

"""Pictures that we draw (the video's poster, a QR code) and pictures that a practice brings (its logo, a photograph).

In: sizes, an address, or a file. Out: PNG or JPEG bytes, the same each run. Must not place anything on a slide, keep
anything a camera wrote into a file, or open a picture whose pixels would fill the memory.
"""

from __future__ import annotations

import io
import operator
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import resvg_py
import segno
from lxml import etree
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from whp_deck.errors import InvalidDeckError, Problem, Source
from whp_deck.files import missing_hint
from whp_deck.office.contrast import contrast
from whp_deck.resources import shipped

MAX_FILE_BYTES = 25_000_000
MAX_PIXELS = 60_000_000  # a 60-megapixel photograph needs 180 MB while it is open
MAX_EDGE = 2560  # twice a full-HD screen's height: more is not seen and only makes the deck heavy
_LOGO_PIXELS = (720, 270)  # 300 dpi in the layout's box
_NO_GROUND = "44546A"  # where a theme has no such color: Office's own
_TRIANGLE = ((0.38, 0.28), (0.38, 0.72), (0.74, 0.5))  # of the sign's box
_RASTER_FORMATS = ("PNG", "JPEG")


def draw_poster() -> bytes:
    """The video's poster, as `templates/make_base.py` drew it: white people on nothing, so that the slide's own fill
    shines through and can be recolored. Drawing it anew for each build took a third of the build."""
    return shipped("templates/poster.png").read_bytes()


@lru_cache(maxsize=16)
def draw_card(ground: str, width: int = 0, height: int = 0) -> bytes:
    """The poster painted on that color (`RRGGBB`), in the proportions of a movie of that size where it is known.

    The slide's own fill would shine through and follow the theme; but LibreOffice paints gray behind a movie, and what
    draws the packet's small pictures nothing at all.
    """
    with Image.open(io.BytesIO(draw_poster())) as card:
        white = card.getchannel("A")  # how white each pixel is
    wide, high = white.size
    if width and height:
        wide = max(wide, round(high * width / height))
        high = max(high, round(white.width * height / width))
    canvas = white if white.size == (wide, high) else Image.new("L", (wide, high), 0)
    if canvas is not white:
        canvas.paste(white, ((wide - white.width) // 2, (high - white.height) // 2))
    dark = bytes.fromhex(ground or _NO_GROUND)
    canvas.putpalette([round(one + (255 - one) * step / 255) for step in range(256) for one in dark])
    return _save_png(canvas)


def with_play_sign(picture: bytes) -> bytes:
    """A PNG or JPEG with the card's play sign in its middle, so that people see that it is a film."""
    with Image.open(io.BytesIO(picture)) as image:
        is_jpeg, shown = image.format == "JPEG", image.convert("RGBA")
    size = max(round(0.28 * min(shown.size)), 8)
    sign = Image.new("RGBA", (4 * size, 4 * size), (255, 255, 255, 0))  # four times as large, for smooth edges
    draw = ImageDraw.Draw(sign)
    draw.ellipse(
        (0, 0, 4 * size - 1, 4 * size - 1), fill=(255, 255, 255, 235), outline=(0, 0, 0, 160), width=max(size // 10, 1)
    )
    draw.polygon([(round(4 * size * x), round(4 * size * y)) for x, y in _TRIANGLE], fill=(20, 20, 20, 255))
    sign = sign.resize((size, size), Image.Resampling.LANCZOS)
    shown.alpha_composite(sign, ((shown.width - size) // 2, (shown.height - size) // 2))
    return _save_jpeg(shown.convert("RGB")) if is_jpeg else _save_png(shown)


QUIET_ZONE = 4  # modules; ISO/IEC 18004, 6.3.8


@lru_cache(maxsize=16)  # a list of practices has one film
def draw_qr(address: str, *, border: int = 0) -> bytes:
    """The address as a QR code, black on white. Without a border the layout must keep the space around it free and
    light.

    Level L at least, a better one where it costs no further module; 20 pixels a module, so it prints crisp.
    """
    buffer = io.BytesIO()
    segno.make(address, error="l", micro=False).save(
        buffer, kind="png", scale=20, border=border, dark="black", light="white"
    )
    return buffer.getvalue()


def load_picture(path: Path, source: Source | None = None) -> bytes:
    """A practice's own picture (PNG, JPEG or SVG), upright, without metadata, at most 2560 pixels at its longer edge.

    Raises InvalidDeckError with one problem when the file is missing, too large or no picture.
    """
    picture = _open_picture(path, source)
    photograph = path.suffix.lower() in (".jpg", ".jpeg")
    return _save_jpeg(picture) if photograph and picture.mode == "RGB" else _save_png(picture)


def load_logo(
    path: Path, source: Source | None = None, *, ground: str = "0B4F5C", pixels: tuple[int, int] = _LOGO_PIXELS
) -> bytes:
    """The logo as a PNG of just those pixels, at the right edge, readable on `ground` (`RRGGBB`).

    A light logo with a transparent ground stays as it is; any other gets a white plate, because nobody draws a
    logo for a dark ground. Raises InvalidDeckError as `load_picture` does.
    """
    picture = _open_picture(path, source).convert("RGBA")
    box = picture.getchannel("A").point(lambda alpha: 255 if alpha > 8 else 0).getbbox()
    if box is None:
        raise _refusal("picture-unreadable", path, "is empty: every pixel is transparent", "save it anew", source)
    picture = picture.crop(box)
    bare = _is_transparent(picture) and contrast(_mean_color(picture), ground) >= 3
    margin = 0 if bare else round(0.12 * pixels[1])
    picture.thumbnail((pixels[0] - 2 * margin, pixels[1] - 2 * margin), Image.Resampling.LANCZOS)
    canvas = Image.new("RGBA", pixels, (255, 255, 255, 0))
    width, height = picture.width + 2 * margin, pixels[1] if not bare else picture.height
    left, top = pixels[0] - width, (pixels[1] - height) // 2
    if not bare:
        canvas.paste((255, 255, 255, 255), (left, top, left + width, top + height))
    canvas.alpha_composite(picture, (left + margin, (pixels[1] - picture.height) // 2))
    return _save_png(canvas)


def _open_picture(path: Path, source: Source | None) -> Image.Image:
    """Opened, upright, in RGB or RGBA, without metadata and not larger than a slide needs."""
    try:
        size = path.stat().st_size
    except OSError:
        raise _refusal("picture-missing", path, "is not there", missing_hint(path, source), source) from None
    if size > MAX_FILE_BYTES:
        hint = "save it smaller: a slide shows 2560 pixels at most"
        raise _refusal("picture-too-large", path, f"has {size / 1e6:.0f} MB; 25 MB are the most", hint, source)
    data = path.read_bytes()
    if path.suffix.lower() == ".svg":
        data = _rasterize(data, path, source)
    with _refused_pictures(path, source), Image.open(io.BytesIO(data), formats=_RASTER_FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        opened.draft("RGB", (MAX_EDGE, MAX_EDGE))
        upright = ImageOps.exif_transpose(opened)
        kept = upright.convert("RGBA" if "transparency" in upright.info or "A" in upright.getbands() else "RGB")
    kept.thumbnail((MAX_EDGE, MAX_EDGE), Image.Resampling.LANCZOS)
    clean = Image.new(kept.mode, kept.size)
    clean.paste(kept)
    return clean


def _rasterize(data: bytes, path: Path, source: Source | None) -> bytes:
    """SVG to PNG, as wide as a logo needs. A drawing that names another file is refused: we would not follow it."""
    hint = "save it from the drawing program as plain SVG with its pictures embedded, or as PNG"
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        for element in root.iter("{*}image", "{*}feImage"):
            for name, value in element.attrib.items():
                if str(name).endswith("href") and not str(value).startswith(("data:", "#")):
                    raise ValueError("it shows another file")
        drawing = etree.tostring(root, encoding="unicode")
        # reading every font of the machine takes longer than the drawing, and few logos hold text
        plain = next(root.iter("{*}text"), None) is None
        return bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=_LOGO_PIXELS[0], skip_system_fonts=plain))
    except (ValueError, etree.XMLSyntaxError) as error:
        raise _refusal("picture-unreadable", path, f"is no SVG that can be drawn: {error}", hint, source) from None


@contextmanager
def _refused_pictures(path: Path, source: Source | None) -> Iterator[None]:
    """Whatever Pillow says about a broken or oversized file, as a problem."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        hint = "save it smaller: a slide shows 2560 pixels at most"
        raise _refusal("picture-too-large", path, "has more than 60 million pixels", hint, source) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        hint = "PNG, JPEG and SVG can be used"
        raise _refusal("picture-unreadable", path, "is no picture that can be read", hint, source) from None


def _refusal(code: str, path: Path, what: str, hint: str, source: Source | None) -> InvalidDeckError:
    return InvalidDeckError([Problem(code, f"the picture `{path.name}` {what}", hint, source)])


def _is_transparent(picture: Image.Image) -> bool:
    if picture.mode != "RGBA":
        return False
    lowest, _ = picture.getchannel("A").getextrema()
    return isinstance(lowest, int | float) and lowest < 200


def _mean_color(picture: Image.Image) -> str:
    """Mean of the visible pixels as `RRGGBB`."""
    small = picture.resize((64, 64), Image.Resampling.BOX)
    channels = [channel.tobytes() for channel in small.split()]
    total = sum(channels[3]) or 1
    red, green, blue = (sum(map(operator.mul, channel, channels[3])) / total for channel in channels[:3])
    return "".join(f"{round(value):02X}" for value in (red, green, blue))


def _save_png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


def _save_jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=88, optimize=True)
    return buffer.getvalue()

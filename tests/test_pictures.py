"""Pictures we draw and pictures a practice brings."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from whp_deck.errors import InvalidDeckError, Source
from whp_deck.render.pictures import draw_poster, draw_qr, load_logo, load_picture, with_play_sign

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 80"><circle cx="40" cy="40" r="34" fill="{}"/></svg>'


def _open(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def _refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(InvalidDeckError) as caught:
        load_picture(path, Source("practice.yaml", 3))
    (problem,) = caught.value.problems
    assert problem.source == Source("practice.yaml", 3)
    return problem.code, problem.message


def test_the_poster_is_white_on_nothing() -> None:
    picture = _open(draw_poster())
    assert (picture.size, picture.mode) == ((1564, 880), "RGBA")
    assert {pixel[1][:3] for pixel in picture.getcolors(1 << 20)} == {(255, 255, 255)}
    alpha = picture.getchannel("A")
    assert alpha.getpixel((5, 5)) == 0
    assert alpha.getpixel((782, 860)) == round(255 * 0.92)  # the patient
    assert alpha.getpixel((782 - 260, 860)) == round(255 * 0.55)  # the giver
    assert alpha.getpixel((782, 236)) == 0  # the play sign is a hole


def test_the_qr_code_is_black_on_white_to_its_edge() -> None:
    picture = _open(draw_qr("https://example.org/warm-handoff"))
    assert picture.width == picture.height
    assert picture.width % 20 == 0
    assert picture.convert("L").getpixel((0, 0)) == 0
    assert draw_qr("https://example.org/warm-handoff") == draw_qr("https://example.org/warm-handoff")


@pytest.mark.slow
def test_a_photograph_comes_upright_small_and_without_what_the_camera_wrote(tmp_path: Path) -> None:
    photo = tmp_path / "team.jpg"
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "Somebody's name"  # turned by 90 degrees; artist
    Image.new("RGB", (4000, 3000), "teal").save(photo, exif=exif)
    picture = _open(load_picture(photo))
    assert picture.size == (1920, 2560)
    assert (picture.format, len(picture.getexif())) == ("JPEG", 0)


def test_a_dark_logo_gets_a_white_plate_and_a_light_one_none(tmp_path: Path) -> None:
    for color, plate in (("#222222", True), ("#ffffff", False)):
        logo = tmp_path / "logo.svg"
        logo.write_text(SVG.format(color))
        picture = _open(load_logo(logo))
        assert picture.size == (720, 270)
        assert (picture.getpixel((715, 5)) == (255, 255, 255, 255)) is plate
        assert picture.getpixel((5, 5))[3] == 0  # the logo stands at the right


def test_what_cannot_be_used_is_a_problem_with_a_place(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "none.png")[0] == "picture-missing"
    text = tmp_path / "text.png"
    text.write_text("no picture")
    assert _refusal(text) == ("picture-unreadable", "the picture `text.png` is no picture that can be read")
    half = tmp_path / "half.png"
    Image.effect_noise((300, 300), 50).save(half)
    half.write_bytes(half.read_bytes()[:-20000])
    assert _refusal(half)[0] == "picture-unreadable"


def test_a_decompression_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.png"
    Image.new("1", (14000, 14000)).save(bomb)  # just over what Pillow itself refuses
    assert bomb.stat().st_size < 100_000
    assert _refusal(bomb)[0] == "picture-too-large"


def test_an_svg_that_shows_another_file_or_is_none_is_refused(tmp_path: Path) -> None:
    drawing = tmp_path / "logo.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="secret.png"/></svg>')
    assert "shows another file" in _refusal(drawing)[1]
    drawing.write_text("<svg")
    assert _refusal(drawing)[0] == "picture-unreadable"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_poster_of_ones_own_has_a_play_sign_in_its_middle_and_nowhere_else(kind: str) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (400, 300), (180, 72, 30)).save(stream, kind)
    with Image.open(io.BytesIO(with_play_sign(stream.getvalue()))) as signed:
        assert (signed.format, signed.size) == (kind, (400, 300))
        shown = signed.convert("RGB")
    assert max(shown.getpixel((205, 150))) < 60, "the triangle"
    assert min(shown.getpixel((175, 150))) > 220, "its disc"
    assert all(abs(one - other) < 6 for one, other in zip(shown.getpixel((40, 40)), (180, 72, 30), strict=True))

"""The promise that nobody in a chat is told where a photo was taken."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from adapters.contract import IncomingPhoto, Picture, Wishes
from restoration.recipe import Recipe
from tests.services.running import Stage

PLACE = 0x8825
UNTOUCHED = {**Recipe().to_mapping(), "repair": 0}


def taken_somewhere(format: str) -> bytes:
    """A photo with the place where it was taken, and a colour that needs nothing."""
    exif = Image.Exif()
    exif[0x0132] = "1987:06:05 04:03:02"
    exif.get_ifd(PLACE).update({1: "N", 2: (48.0, 8.0, 1.5), 3: "E", 4: (11.0, 34.0, 30.0)})
    file = io.BytesIO()
    Image.radial_gradient("L").resize((96, 64)).convert("RGB").save(file, format, exif=exif.tobytes())
    return file.getvalue()


@pytest.mark.parametrize("format", ["jpeg", "png", "webp", "tiff"])
@pytest.mark.parametrize("recipe", [UNTOUCHED, {**UNTOUCHED, "clean": 0.5}], ids=["untouched", "restored"])
async def test_no_file_that_goes_out_tells_where_a_photo_was_taken(
    stage: Stage, format: str, recipe: dict[str, object]
) -> None:
    platform = stage.platform
    sent = taken_somewhere(format)
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(PLACE)
    origin = platform.origin()
    told = await platform.send(
        IncomingPhoto(
            origin=origin,
            pictures=(Picture(message=origin.message, file=platform.world.upload(sent)),),
            wishes=Wishes(recipe=recipe),
        )
    )
    assert told.request
    await platform.finished()
    await stage.at_rest()
    rows = await stage.service.database.rows("select name, blob from result")
    assert "restored" in {name for name, _ in rows}
    for name, blob in rows:
        file = (stage.settings.data / "blobs" / blob).read_bytes()
        exif = Image.open(io.BytesIO(file)).getexif()
        assert not exif.get_ifd(PLACE), name
        if name == "restored":
            assert exif[0x0132] == "1987:06:05 04:03:02"

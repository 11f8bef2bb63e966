"""Promises of masks, as people paint them and as they are shown."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from restoration.results.masks import mask_file, painted_mask, small_mask


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "LA", "RGBA", "P"])
def test_what_is_painted_counts_in_every_kind_of_png(mode: str) -> None:
    picture = Image.new("L", (8, 6))
    picture.paste(255, (2, 1, 5, 4))
    buffer = io.BytesIO()
    picture.convert(mode).save(buffer, "png")
    expected = np.where(np.asarray(picture) > 0, 255, 0)
    np.testing.assert_array_equal(painted_mask(buffer.getvalue()), expected)


def test_paint_that_is_transparent_or_black_is_none() -> None:
    picture = Image.new("RGBA", (2, 1), (255, 255, 255, 0))
    picture.putpixel((1, 0), (0, 0, 0, 255))
    buffer = io.BytesIO()
    picture.save(buffer, "png")
    assert not painted_mask(buffer.getvalue()).any()


def test_a_thin_line_stays_in_a_reduced_mask() -> None:
    mask = np.zeros((600, 6000), np.uint8)
    mask[:, 1001] = 255
    file = mask_file("preview.filled", small_mask(mask))
    assert (file.width, file.height) == (2048, 205)
    assert painted_mask(file.data).any(axis=1).all()

"""Tiles: complete, equal, and joined without a seam."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restoration import tiles
from tests.properties import steady


@steady
@given(size=st.integers(1, 4000), tile=st.integers(64, 700), overlap=st.integers(0, 16))
def test_spans_cover_every_pixel_with_weights_that_add_up_to_one(size: int, tile: int, overlap: int) -> None:
    total = np.zeros(size)
    for span in tiles.spans(size, tile, overlap):
        assert span.length <= tile
        total[span.start : span.stop] += span.weights
    np.testing.assert_allclose(total, 1, atol=1e-5)


@steady
@given(size=st.integers(701, 4000))
def test_neighbouring_spans_overlap_as_asked_and_are_equally_long(size: int) -> None:
    spans = tiles.spans(size, 700, 48)
    assert len({span.length for span in spans}) == 1
    for before, after in pairwise(spans):
        assert before.stop - after.start >= 48


@pytest.mark.parametrize(("height", "width"), [(1, 1), (37, 500), (500, 37), (413, 611)])
def test_a_local_operation_in_tiles_equals_the_same_on_the_whole(height: int, width: int) -> None:
    image = np.random.default_rng(1).random((height, width, 3), np.float32)
    joined = np.empty_like(image)

    def process(tile: tiles.Tile) -> tiles.Float:
        return np.sqrt(image[tile.window])

    def write(top: int, rows: tiles.Float, share: tiles.Float) -> None:
        np.testing.assert_allclose(share, 1, atol=1e-5)
        joined[top : top + len(rows)] = rows

    tiles.feathered(height, width, 3, process, write, tile=160, overlap=24)
    np.testing.assert_allclose(joined, np.sqrt(image), atol=1e-5)


def test_tiles_that_disagree_are_blended_without_a_step() -> None:
    joined = np.empty((100, 900, 1), np.float32)
    values = iter(range(100))

    def process(tile: tiles.Tile) -> tiles.Float:
        return np.full((tile.rows.length, tile.columns.length, 1), next(values), np.float32)

    def write(top: int, rows: tiles.Float, _share: tiles.Float) -> None:
        joined[top : top + len(rows)] = rows

    tiles.feathered(100, 900, 1, process, write, tile=300, overlap=50)
    assert joined[0, -1, 0] >= 3
    assert np.abs(np.diff(joined[:, :, 0], axis=1)).max() < 1 / 25


def test_tiles_left_alone_have_no_share() -> None:
    shares = np.ones((300, 200), np.float32)

    def write(top: int, rows: tiles.Float, share: tiles.Float) -> None:
        shares[top : top + len(rows)] = share
        assert not rows.any()

    tiles.feathered(300, 200, 1, lambda _tile: None, write, tile=128, overlap=16)
    assert not shares.any()


@steady
@given(height=st.integers(1, 70), width=st.integers(1, 70), multiple=st.sampled_from([16, 32]))
def test_padding_reaches_the_multiple_and_keeps_the_picture(height: int, width: int, multiple: int) -> None:
    image = np.random.default_rng(2).random((height, width, 3), np.float32)
    padded = tiles.padded(image, multiple)
    assert padded.shape[0] % multiple == padded.shape[1] % multiple == 0
    np.testing.assert_array_equal(padded[:height, :width], image)


def test_eight_bit_values_survive_the_way_through_float_exactly() -> None:
    words = (np.arange(256, dtype=np.uint16) * 257).reshape(16, 16)
    np.testing.assert_array_equal(tiles.to_words(tiles.to_unit(words)), words)


def test_all_sixteen_bit_values_survive_the_way_through_float_exactly() -> None:
    words = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    np.testing.assert_array_equal(tiles.to_words(tiles.to_unit(words)), words)

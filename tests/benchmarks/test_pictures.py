"""Pictures come out of the tar files untouched, the held-out ones alone, evenly where not all are wanted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import pictures
from benchmarks.compositing import annotated, window
from tests.benchmarks.shelf import HELD_OUT, TRAINED_ON, shelf


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelf(tmp_path_factory.mktemp("data"))


def test_only_held_out_photographs_are_measured_on(data: Path) -> None:
    found = pictures.held_out_photographs(data, "photos")
    assert [picture.name for picture in found] == HELD_OUT
    assert all(picture.held_out for picture in found)


def test_baselines_know_only_what_is_trained_on(data: Path) -> None:
    assert [picture.name for picture in pictures.training_photographs(data, "colour", 1)] == TRAINED_ON


def test_fewer_pictures_are_spread_over_all() -> None:
    assert pictures.evenly(list(range(10)), 3) == [0, 3, 6]
    assert pictures.evenly([1, 2], None) == [1, 2]


@pytest.mark.parametrize("prefix", ["nothing", "bench"])
def test_a_missing_shard_is_said_in_a_sentence(data: Path, prefix: str) -> None:
    with pytest.raises(pictures.DataMissing, match=rf"There is no {prefix}-NN\.tar in "):
        pictures.held_out_files(data, prefix)


def test_annotated_marks_are_where_the_truth_says_and_nowhere_else(data: Path) -> None:
    sheet = pictures.sheets(data)["Scan9"]
    photograph = np.full((96, 128, 3), 90, np.uint8)
    marked, truth = annotated(photograph, sheet, np.random.default_rng(1))
    changed = np.abs(marked - pictures.unit(photograph)).max(axis=2)
    assert 0 < truth.mean() < 0.5
    assert changed[truth > 0].min() > 8 / 255
    far = np.asarray(window(sheet, 96, 128, np.random.default_rng(1))) == 0
    assert changed[far].mean() < 0.02


def test_the_same_seed_lays_the_same_marks(data: Path) -> None:
    sheet = pictures.sheets(data)["Scan10"]
    photograph = np.full((64, 64, 3), 90, np.uint8)
    first, second = (annotated(photograph, sheet, np.random.default_rng(2))[0] for _ in range(2))
    np.testing.assert_array_equal(first, second)

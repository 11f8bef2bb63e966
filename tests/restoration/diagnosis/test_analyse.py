"""Promises of the diagnosis as a whole: sound photographs stay unblamed, and size costs nothing."""

import tracemalloc

import numpy as np
import pytest

from restoration.diagnosis import Condition, Tonality, analyse
from tests.restoration.pictures import PHOTOGRAPHS, compressed, noisy, photograph

DEFECTS = ("noise", "blur", "blockiness", "fading", "cast")


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_a_clean_photograph_has_no_defect_and_is_in_colour(name: str) -> None:
    condition = analyse(photograph(name))
    assert {code: condition.severity(code) for code in DEFECTS} == dict.fromkeys(DEFECTS, 0.0)
    assert condition.tonality is Tonality.COLOUR


def test_every_estimator_reports_what_it_measured() -> None:
    condition = analyse(photograph("coffee"))
    assert [finding.code for finding in condition.findings] == [*DEFECTS, "dye", "darkness", "colour"]
    for finding in condition.findings:
        assert 0 <= finding.severity <= 1
        assert 0 <= finding.confidence <= 1
        assert finding.figures
        assert all(np.isfinite(value) for value in finding.figures.values())


def test_a_condition_survives_json() -> None:
    condition = analyse(compressed(noisy(photograph("coffee"), 8), 60))
    again = Condition.from_json(condition.to_json())
    assert again.to_json() == condition.to_json()
    assert again.tonality is condition.tonality
    assert again.severity("noise") == pytest.approx(condition.severity("noise"), abs=1e-4)


def test_the_same_pixels_have_the_same_condition() -> None:
    pixels = noisy(photograph("chelsea"), 10)
    assert analyse(pixels) == analyse(pixels)


def test_a_large_picture_takes_no_more_memory_than_its_sample() -> None:
    pixels = np.tile(photograph("china.jpg"), (8, 6, 1))
    assert pixels.shape[0] * pixels.shape[1] > 12_000_000
    tracemalloc.start()
    analyse(pixels)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


def test_a_large_picture_is_judged_like_its_parts() -> None:
    pixels = np.tile(noisy(photograph("coffee"), 15), (3, 3, 1))
    condition = analyse(pixels)
    assert condition.figure("noise", "sigma_8bit") == pytest.approx(15, rel=0.1)
    assert condition.severity("blur") == 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (400, 1), (9, 9), (33, 17)])
@pytest.mark.parametrize("level", [0, 30000, 65535])
def test_tiny_and_plain_pictures_are_judged_without_fault(shape: tuple[int, int], level: int) -> None:
    condition = analyse(np.full((*shape, 3), level, np.uint16))
    assert condition.tonality is Tonality.MONOCHROME
    assert condition.severity("noise") == condition.severity("blur") == condition.severity("blockiness") == 0

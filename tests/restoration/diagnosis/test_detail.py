"""Promises of the estimators of noise, blocks and blur: they measure what was done, and nothing else."""

import numpy as np
import pytest
from skimage import data

from restoration.diagnosis import analyse
from restoration.diagnosis.sample import reduce
from tests.restoration.pictures import (
    PHOTOGRAPHS,
    Words,
    blurred,
    compressed,
    flat,
    grainy,
    grey,
    noisy,
    photograph,
)


@pytest.mark.parametrize("name", PHOTOGRAPHS)
@pytest.mark.parametrize("sigma", [5, 10, 25])
def test_white_noise_is_measured_to_a_tenth(name: str, sigma: int) -> None:
    condition = analyse(noisy(photograph(name), sigma))
    assert condition.figure("noise", "sigma_8bit") == pytest.approx(sigma, rel=0.12)
    assert condition.severity("noise") > 0.1


def test_more_noise_is_more_severe() -> None:
    clean = photograph("flower.jpg")
    severities = [analyse(noisy(clean, sigma)).severity("noise") for sigma in (0, 2, 5, 10, 20, 30)]
    assert severities == sorted(severities)
    assert severities[:2] == [0, 0]
    assert severities[-1] == 1


def test_film_grain_is_found_and_told_from_white_noise() -> None:
    picture = photograph("coffee")
    grain = analyse(grainy(picture, 8))
    white = analyse(noisy(picture, 8))
    assert grain.figure("noise", "sigma_8bit") == pytest.approx(8, rel=0.25)
    coarse, fine = (c.figure("noise", "correlation_ratio") for c in (grain, white))
    assert coarse is not None
    assert fine is not None
    assert coarse > 0.5 > fine


@pytest.mark.parametrize("name", ["astronaut", "coffee", "flower.jpg", "rocket"])
@pytest.mark.parametrize("quality", [75, 90])
def test_grain_is_found_in_a_print_without_colour_though_a_jpeg_wore_it(name: str, quality: int) -> None:
    worn = compressed(grainy(grey(photograph(name)), 8), quality)
    assert analyse(worn).severity("noise") > 0.05


@pytest.mark.parametrize("name", PHOTOGRAPHS)
@pytest.mark.parametrize("quality", [75, 90])
def test_the_fine_detail_of_a_photograph_made_small_is_not_noise(name: str, quality: int) -> None:
    small = reduce(photograph(name), 280)
    assert analyse(compressed(small, quality)).severity("noise") == 0


@pytest.mark.parametrize("name", ["brick", "camera", "coins"])
def test_the_texture_of_brick_grass_and_metal_is_not_noise(name: str) -> None:
    texture = np.asarray(getattr(data, name)(), dtype=np.uint16)[..., None].repeat(3, axis=2) * np.uint16(257)
    assert analyse(texture).severity("noise") == 0


def test_noise_in_a_print_of_little_contrast_weighs_more() -> None:
    picture = photograph("astronaut")
    plain, faint = analyse(noisy(picture, 5)), analyse(noisy(flat(picture, 0.5), 5))
    assert faint.figure("noise", "sigma_8bit") == pytest.approx(5, rel=0.15)
    assert faint.severity("noise") > plain.severity("noise") + 0.1


@pytest.mark.parametrize("name", ["astronaut", "chelsea", "coffee", "flower.jpg"])
def test_stronger_compression_is_more_blocky(name: str) -> None:
    picture = photograph(name)
    severities = [
        analyse(compressed(picture, quality)).severity("blockiness") for quality in (95, 30, 20, 10)
    ]
    assert severities[0] == 0
    assert severities == sorted(severities)
    assert severities[1] > 0.2


def test_blocks_are_found_wherever_their_grid_lies() -> None:
    cropped = compressed(photograph("astronaut"), 20)[3:, 5:]
    condition = analyse(np.ascontiguousarray(cropped))
    assert condition.severity("blockiness") > 0.3
    assert condition.figure("blockiness", "grid_left_px") == 3
    assert condition.figure("blockiness", "grid_top_px") == 5


def test_a_picture_of_upright_stripes_is_not_blocky() -> None:
    stripes = np.where(np.arange(512) % 8 < 4, 20000, 45000).astype(np.uint16)
    pixels = np.broadcast_to(stripes[None, :, None], (512, 512, 3)).copy()
    assert analyse(pixels).severity("blockiness") == 0


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_blur_is_measured_near_its_sigma(name: str) -> None:
    picture = photograph(name)
    figures = [analyse(blurred(picture, sigma)).figure("blur", "sigma_px") for sigma in (2.0, 3.0)]
    assert figures == pytest.approx([2.0, 3.0], rel=0.3)
    severities = [analyse(blurred(picture, sigma)).severity("blur") for sigma in (0.5, 2.0, 3.0)]
    assert severities == sorted(severities)
    assert severities[0] == 0
    assert severities[1] > 0.1


def test_a_sharp_subject_before_a_soft_background_is_not_blurred() -> None:
    picture = photograph("astronaut")
    portrait = blurred(picture, 6.0)
    portrait[20:240, 140:320] = picture[20:240, 140:320]
    assert analyse(portrait).severity("blur") == 0


def test_noise_does_not_hide_blur() -> None:
    assert analyse(noisy(blurred(photograph("astronaut"), 2.5), 4)).severity("blur") > 0.05


def test_a_smooth_sky_has_no_edges_to_judge_by() -> None:
    slope = np.linspace(20000, 50000, 600)[:, None, None] * np.ones((1, 800, 3))
    finding = next(f for f in analyse(slope.astype(np.uint16)).findings if f.code == "blur")
    assert (finding.severity, finding.confidence) == (0, 0)


def test_the_colourless_twin_of_a_clean_photograph_needs_no_restoring() -> None:
    def twin(name: str) -> Words:
        return compressed(grey(photograph(name)), 90)

    for name in PHOTOGRAPHS:
        condition = analyse(twin(name))
        assert (
            condition.severity("noise") == condition.severity("blur") == condition.severity("blockiness") == 0
        )

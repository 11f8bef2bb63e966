"""The metrics agree with other people's, and with what can be worked out by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from skimage.color import deltaE_ciede2000
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn.metrics import f1_score, roc_auc_score

from benchmarks import metrics

Pictures = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]


@pytest.fixture
def pair() -> Pictures:
    """A smooth picture (48, 64, 3) and the same with noise."""
    rng = np.random.default_rng(3)
    y, x = np.mgrid[0:48, 0:64] / 64
    truth = np.dstack([x, y, 0.5 + 0.4 * np.sin(9 * x * y)])
    return np.clip(truth + rng.normal(0, 0.05, truth.shape), 0, 1), truth


def test_psnr_is_scikit_image_s(pair: Pictures) -> None:
    output, truth = pair
    expected = peak_signal_noise_ratio(truth, output, data_range=1.0)  # type: ignore[no-untyped-call]
    assert metrics.psnr(output, truth) == pytest.approx(expected)


def test_equal_pictures_have_infinite_psnr(pair: Pictures) -> None:
    assert metrics.psnr(pair[1], pair[1]) == float("inf")


def test_ssim_is_scikit_image_s_with_the_paper_s_settings(pair: Pictures) -> None:
    output, truth = pair
    expected = structural_similarity(  # type: ignore[no-untyped-call]
        truth,
        output,
        data_range=1.0,
        channel_axis=2,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
    )
    assert metrics.ssim(output, truth) == pytest.approx(expected, abs=1e-9)


def test_ssim_of_equal_pictures_is_one(pair: Pictures) -> None:
    assert metrics.ssim(pair[1], pair[1]) == pytest.approx(1)


def test_auc_is_scikit_learn_s_with_ties() -> None:
    rng = np.random.default_rng(4)
    truth = rng.random(2000) < 0.1
    scores = np.round(np.clip(rng.normal(0.4, 0.2, 2000) + truth * 0.2, 0, 1), 2)
    assert metrics.auc(scores, truth) == pytest.approx(roc_auc_score(truth, scores))


def test_auc_of_a_single_kind_is_no_number() -> None:
    assert np.isnan(metrics.auc(np.zeros(3), np.zeros(3, np.bool_)))


def test_f1_is_scikit_learn_s() -> None:
    rng = np.random.default_rng(5)
    truth, found = rng.random(500) < 0.2, rng.random(500) < 0.3
    assert metrics.f1(found, truth) == pytest.approx(f1_score(truth, found))


def test_best_f1_is_found_at_a_threshold_that_gives_it() -> None:
    rng = np.random.default_rng(6)
    truth = rng.random(3000) < 0.1
    scores = np.clip(rng.normal(0.3, 0.1, 3000) + truth * 0.3, 0, 1)
    best, threshold = metrics.best_f1(scores, truth)
    every = [metrics.f1(scores > step / 1000, truth) for step in range(1000)]
    assert best == pytest.approx(max(every))
    assert metrics.f1(scores > threshold, truth) == pytest.approx(best)


def test_best_f1_of_a_perfect_detector_is_one() -> None:
    truth = np.array([True, False, True])
    assert metrics.best_f1(truth.astype(np.float32), truth)[0] == 1


def test_grey_has_no_colourfulness_and_counts_as_uncoloured() -> None:
    assert metrics.colourfulness(np.full((8, 8, 3), 0.3)) == 0 < metrics.UNCOLOURED_BELOW


def test_colourfulness_of_half_red_half_green_is_the_formula_s() -> None:
    picture = np.zeros((2, 2, 3))
    picture[0, :, 0] = picture[1, :, 1] = 1
    # rg = +-255: deviation 255, mean 0; yb = 127.5 everywhere: deviation 0, mean 127.5
    assert metrics.colourfulness(picture) == pytest.approx(255 + 0.3 * 127.5)


def test_delta_e_is_scikit_image_s() -> None:
    rng = np.random.default_rng(7)
    low, high = np.array([0, -90, -90]), np.array([100, 90, 90])
    first, second = rng.uniform(low, high, (4000, 3)), rng.uniform(low, high, (4000, 3))
    first[:50, 1:], second[25:75, 1:] = 0, 0  # greys have no hue
    expected = deltaE_ciede2000(first, second)  # type: ignore[no-untyped-call]
    np.testing.assert_allclose(metrics.delta_e_2000(first, second), expected, atol=1e-8)


def test_one_hue_has_no_entropy_and_all_hues_the_most() -> None:
    red = np.array([[50.0, 40.0, 0.0]])
    angles = np.radians(np.arange(0, 360, 10) + 5)
    wheel = np.column_stack([np.full(36, 50.0), 30 * np.cos(angles), 30 * np.sin(angles)])
    assert metrics.entropy(metrics.hue_histogram(red)) == 0
    assert metrics.entropy(metrics.hue_histogram(wheel)) == pytest.approx(np.log2(36))


def test_grey_has_no_entropy_of_hues() -> None:
    assert metrics.entropy(metrics.hue_histogram(np.array([[50.0, 0.0, 0.0]]))) == 0

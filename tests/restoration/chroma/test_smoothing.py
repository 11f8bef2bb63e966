"""Promises of the edge-avoiding mean: one thing gets one value, another keeps its own."""

import numpy as np

from restoration.chroma.smoothing import Float, edge_avoiding_mean

SPACINGS = (1, 2, 4)


def halves(left: float, right: float) -> Float:
    plane = np.full((24, 40), left, np.float32)
    plane[:, 20:] = right
    return plane


def test_blotches_within_a_thing_are_evened_and_do_not_cross_its_edge() -> None:
    rng = np.random.default_rng(1)
    guide = halves(30, 70)
    values = halves(10, -10)[..., None] + rng.normal(0, 8, (24, 40, 1)).astype(np.float32)
    evened = edge_avoiding_mean(values, np.ones_like(guide), guide, spacings=SPACINGS, likeness=5)
    assert np.std(evened[:, :20] - 10) < 8 / 3
    assert abs(evened[:, 18:20].mean() - 10) < 2
    assert abs(evened[:, 20:22].mean() + 10) < 2


def test_what_is_trusted_more_counts_more() -> None:
    values, trust = halves(10, -10), halves(0.9, 0.1)
    guide = np.full_like(values, 50)
    evened = edge_avoiding_mean(values[..., None], trust, guide, spacings=SPACINGS, likeness=5)[..., 0]
    assert evened[12, 20] > 3  # just over the border, of what is trusted less


def test_what_is_even_stays_and_the_input_is_not_touched() -> None:
    values = np.full((5, 7, 2), 3, np.float32)
    guide = np.zeros((5, 7), np.float32)
    evened = edge_avoiding_mean(values, np.full_like(guide, 0.4), guide, spacings=SPACINGS, likeness=5)
    assert np.allclose(evened, 3, atol=1e-3)
    assert (values == 3).all()

"""Colours given to places: obeyed there, spread to the edges of the thing, and no further."""

from __future__ import annotations

import numpy as np
import pytest

from restoration.chroma.hints import ColorHint, spread_hints
from restoration.chroma.join import join_chroma, placed
from restoration.color import pixels_to_lab, rgb_chroma
from restoration.errors import InvalidRecipe
from restoration.recipe import Hint, Recipe

SIZE = 240


def two_things() -> np.ndarray:
    """L* (SIZE, SIZE): a dark half on the left and a bright one on the right, both with some texture."""
    rng = np.random.default_rng(1)
    level = np.where(np.arange(SIZE) < SIZE // 2, 35.0, 70.0) + rng.normal(0, 1.0, (SIZE, SIZE))
    return level.astype(np.float32)


def test_a_hint_is_obeyed_all_over_its_thing_and_not_beyond_the_edge() -> None:
    before = np.zeros((SIZE, SIZE, 2), np.float32)
    after = spread_hints(before, two_things(), [ColorHint(0.25, 0.5, 30, -20)])
    place = after[SIZE // 2, SIZE // 4]
    np.testing.assert_allclose(place, [30, -20], atol=0.5)
    left, right = after[:, : SIZE // 2 - 4], after[:, SIZE // 2 + 4 :]
    assert np.abs(left - [30, -20]).max() < 5
    assert np.abs(right).max() < 5


def test_two_hints_in_one_thing_share_it_and_later_ones_win_a_place() -> None:
    level = np.full((SIZE, SIZE), 50, np.float32)
    hints = [ColorHint(0.2, 0.5, 40, 0), ColorHint(0.8, 0.5, -40, 0), ColorHint(0.8, 0.5, 0, 40)]
    after = spread_hints(np.zeros((SIZE, SIZE, 2), np.float32), level, hints)
    row = after[SIZE // 2]
    np.testing.assert_allclose(row[SIZE // 5], [40, 0], atol=0.5)
    np.testing.assert_allclose(row[SIZE * 4 // 5], [0, 40], atol=0.5)
    assert row[SIZE // 2, 0] == pytest.approx(20, abs=8)


def test_a_hint_that_asks_for_what_is_there_changes_nothing_and_none_neither() -> None:
    before = np.full((SIZE, SIZE, 2), 12, np.float32)
    after = spread_hints(before, two_things(), [ColorHint(0.5, 0.1, 12, 12)])
    np.testing.assert_allclose(after, before, atol=1e-3)
    assert spread_hints(before, two_things(), []) is before


def test_a_joined_picture_has_the_hint_s_colour_and_its_own_lightness() -> None:
    grey = np.repeat((two_things() * 655).astype(np.uint16)[..., None], 3, axis=2)
    hint = placed(Hint(0.25, 0.5, "#b03020"))
    joined = join_chroma(grey, np.zeros((15, 15, 2), np.float32), 0.5, hints=[hint])
    before, after = pixels_to_lab(grey), pixels_to_lab(joined)
    assert np.abs(before[..., 0] - after[..., 0]).max() < 0.5
    # As far as sRGB can show it at that lightness: the hue is what was asked for.
    a, b = after[SIZE // 2, SIZE // 4, 1:]
    wanted = rgb_chroma("#b03020")
    assert np.arctan2(b, a) == pytest.approx(np.arctan2(wanted[1], wanted[0]), abs=0.05)
    assert np.hypot(a, b) > 0.8 * np.hypot(*wanted)


def test_hints_go_through_plain_values_and_back() -> None:
    recipe = Recipe(colorize=True, hints=(Hint(0.5, 0.25, "#112233"),))
    plain = recipe.to_mapping()
    assert plain["hints"] == [{"x": 0.5, "y": 0.25, "color": "#112233"}]
    assert Recipe.from_mapping(plain) == recipe
    assert Recipe.from_mapping({"colorize": True}).hints == ()


@pytest.mark.parametrize(
    ("hints", "reason"),
    [
        ("red", "not_a_list"),
        ([{"x": 0.1, "y": 0.1, "color": "#112233"}] * 101, "not_a_list"),
        ([{"x": 0.1, "color": "#112233"}], "not_a_hint"),
        ([{"x": 0.1, "y": 0.1, "color": "red"}], "not_a_color"),
        ([{"x": "left", "y": 0.1, "color": "#112233"}], "not_a_number"),
    ],
)
def test_hints_that_cannot_be_are_named(hints: object, reason: str) -> None:
    with pytest.raises(InvalidRecipe) as refused:
        Recipe.from_mapping({"hints": hints})
    assert refused.value.parameters["reason"] == reason


def test_a_hint_outside_the_photograph_is_out_of_range() -> None:
    with pytest.raises(InvalidRecipe) as refused:
        Recipe.from_mapping({"hints": [{"x": 1.1, "y": 0.1, "color": "#112233"}]})
    assert refused.value.parameters["maximum"] == 1.0

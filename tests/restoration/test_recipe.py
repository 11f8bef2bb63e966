"""Promises of the recipe: it leaves the sound alone, grows with what is wrong, and names what is nonsense."""

import math

import numpy as np
import pytest

from restoration.diagnosis import Condition, Finding, Tonality, analyse
from restoration.errors import InvalidRecipe
from restoration.recipe import ColorChoice, Kind, Recipe
from tests.restoration.pictures import (
    PHOTOGRAPHS,
    compressed,
    faded_dyes,
    flat,
    grey,
    noisy,
    photograph,
    sepia,
    unit,
    words,
)

DEFECTS = ("noise", "blur", "blockiness", "fading", "cast")
STRENGTHS = ("clean", "fading", "cast", "contrast")


def condition(tonality: Tonality = Tonality.COLOUR, **severities: float) -> Condition:
    return Condition(tuple(Finding(code, value, 1.0) for code, value in severities.items()), tonality)


@pytest.mark.parametrize("name", PHOTOGRAPHS)
@pytest.mark.parametrize("strength", [0.5, 1.0])
def test_a_clean_photograph_is_left_alone(name: str, strength: float) -> None:
    recipe = Recipe.automatic(analyse(photograph(name)), strength=strength)
    assert recipe.leaves_sound_pixels
    assert recipe.repair == strength


@pytest.mark.parametrize("code", DEFECTS)
def test_strengths_grow_with_severity_and_begin_at_nothing(code: str) -> None:
    recipes = [Recipe.automatic(condition(**{code: severity})) for severity in np.linspace(0, 1, 11)]
    for name in STRENGTHS:
        values = [getattr(recipe, name) for recipe in recipes]
        assert values == sorted(values)
        assert values[0] == 0
    assert not recipes[-1].leaves_sound_pixels


def test_each_defect_is_answered_by_its_stage() -> None:
    picture = photograph("astronaut")
    assert Recipe.automatic(analyse(noisy(picture, 15))).clean > 0.8
    assert Recipe.automatic(analyse(compressed(picture, 15))).clean > 0.8
    assert Recipe.automatic(analyse(flat(picture, 0.6))).fading > 0.3
    assert Recipe.automatic(analyse(faded_dyes(picture))).cast > 0.3


def test_strength_scales_everything_from_nothing_to_double() -> None:
    faulty = condition(noise=0.2, fading=0.4, cast=0.2)
    nothing, half, neutral, full = (Recipe.automatic(faulty, strength=s) for s in (0, 0.25, 0.5, 1.0))
    assert nothing.leaves_sound_pixels
    assert nothing.repair == nothing.inpaint == 0
    for name in STRENGTHS:
        assert getattr(half, name) == pytest.approx(getattr(neutral, name) / 2)
        assert getattr(full, name) == pytest.approx(min(1.0, 2 * getattr(neutral, name)))


def test_only_photographs_without_colour_are_coloured_unless_asked() -> None:
    picture = photograph("astronaut")
    auto = [Recipe.automatic(analyse(make)).colorize for make in (picture, grey(picture), sepia(picture))]
    assert auto == [False, True, True]
    assert Recipe.automatic(analyse(picture), color=ColorChoice.ALWAYS).colorize
    assert not Recipe.automatic(analyse(grey(picture)), color=ColorChoice.NEVER).colorize


def test_a_sepia_tone_is_kept_unless_asked() -> None:
    yellowed = words(unit(sepia(photograph("coffee"))) * np.array([1.0, 0.95, 0.85]))
    assert Recipe.automatic(analyse(yellowed)).cast == 0


def test_the_schema_describes_every_field_and_its_default() -> None:
    schema = {parameter.name: parameter for parameter in Recipe.schema()}
    assert Recipe.from_mapping({name: row.default for name, row in schema.items()}) == Recipe()
    assert {*schema, "hints"} == set(Recipe().to_mapping())
    assert schema["vividness"].maximum == 2
    assert schema["repair"].default == 0.5
    assert schema["colorize"].kind is Kind.SWITCH
    assert {row.stage for row in schema.values()} == {
        "damage",
        "inpaint",
        "clean",
        "grain",
        "tone",
        "colorize",
    }


def test_a_recipe_for_one_stage_leaves_the_others_out() -> None:
    recipe = Recipe(repair=0.3, clean=0.7, grain=0.2, colorize=True, vividness=1.5)
    assert recipe.only("colorize") == Recipe(repair=0.0, inpaint=0.0, colorize=True, vividness=1.5)


def test_a_recipe_survives_a_mapping() -> None:
    recipe = Recipe(repair=0.3, clean=0.7, colorize=True, vividness=1.5)
    assert Recipe.from_mapping(recipe.to_mapping()) == recipe
    assert Recipe.from_mapping({}) == Recipe()
    assert Recipe.from_mapping({"fading": 1}).fading == 1


def test_a_recipe_that_calls_cleaning_restore_as_before_is_still_read() -> None:
    assert Recipe.from_mapping({"restore": 0.7}) == Recipe(clean=0.7)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sharpen", 0.5),
        ("clean", 1.01),
        ("clean", -0.01),
        ("clean", math.nan),
        ("vividness", math.inf),
        ("clean", True),
        ("clean", "0.5"),
        ("clean", None),
        ("colorize", 1),
        ("colorize", "yes"),
    ],
)
def test_nonsense_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(InvalidRecipe) as refused:
        Recipe.from_mapping({"repair": 0.5, name: value})
    assert refused.value.parameters["name"] == name


def test_a_value_out_of_range_is_told_with_the_range() -> None:
    with pytest.raises(InvalidRecipe) as refused:
        Recipe(vividness=2.5)
    assert refused.value.parameters == {"name": "vividness", "value": 2.5, "minimum": 0.0, "maximum": 2.0}
    with pytest.raises(InvalidRecipe):
        Recipe.automatic(condition(), strength=1.5)

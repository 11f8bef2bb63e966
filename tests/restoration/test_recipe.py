"""Promises of the recipe: it leaves the sound alone, grows with what is wrong, and names what is nonsense."""

import math
from dataclasses import replace

import numpy as np
import pytest

from restoration.diagnosis import Condition, Finding, Tonality, analyse
from restoration.errors import InvalidRecipe
from restoration.recipe import ColorChoice, Kind, Look, Recipe
from restoration.stages import STAGES
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


def leaves_sound_pixels(recipe: Recipe) -> bool:
    """Whether nothing but found damage would be changed."""
    changes = (*STRENGTHS, "enhance", "colorize")
    return recipe.scale == 1 and not any(getattr(recipe, name) for name in changes)


@pytest.mark.parametrize("name", PHOTOGRAPHS)
@pytest.mark.parametrize("strength", [0.5, 1.0])
def test_a_clean_photograph_is_left_alone(name: str, strength: float) -> None:
    recipe = Recipe.automatic(analyse(photograph(name)), strength=strength)
    assert leaves_sound_pixels(recipe)
    assert recipe.repair == strength


@pytest.mark.parametrize("code", DEFECTS)
def test_strengths_grow_with_severity_and_begin_at_nothing(code: str) -> None:
    recipes = [Recipe.automatic(condition(**{code: severity})) for severity in np.linspace(0, 1, 11)]
    for name in STRENGTHS:
        values = [getattr(recipe, name) for recipe in recipes]
        assert values == sorted(values)
        assert values[0] == 0
    assert not leaves_sound_pixels(recipes[-1])


def test_each_defect_is_answered_by_its_stage() -> None:
    picture = photograph("astronaut")
    assert Recipe.automatic(analyse(noisy(picture, 15))).clean > 0.8
    assert Recipe.automatic(analyse(compressed(picture, 15))).clean > 0.8
    assert Recipe.automatic(analyse(flat(picture, 0.6))).fading > 0.3
    assert Recipe.automatic(analyse(faded_dyes(picture))).cast > 0.3


def test_strength_scales_everything_from_nothing_to_double() -> None:
    faulty = condition(noise=0.2, fading=0.4, cast=0.2)
    nothing, half, neutral, full = (Recipe.automatic(faulty, strength=s) for s in (0, 0.25, 0.5, 1.0))
    assert leaves_sound_pixels(nothing)
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
    assert {*schema, "hints", "scale"} == set(Recipe().to_mapping())
    assert schema["vividness"].maximum == 2
    assert schema["repair"].default == 0.5
    assert schema["colorize"].kind is Kind.SWITCH
    assert {row.stage for row in schema.values()} == {entry.name for entry in STAGES}


def test_a_recipe_for_one_stage_leaves_the_others_out() -> None:
    recipe = Recipe(repair=0.3, clean=0.7, grain=0.2, colorize=True, vividness=1.5)
    assert recipe.only("colorize") == replace(Recipe().only("colorize"), colorize=True, vividness=1.5)


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


def of_kind(kind: str, tonality: Tonality = Tonality.MONOCHROME, **severities: float) -> Condition:
    found = tuple(Finding(code, value, 1.0) for code, value in severities.items())
    return Condition(found, tonality, kind)


@pytest.mark.parametrize("kind", ["negative_colour", "negative_neutral"])
def test_a_negative_is_inverted(kind: str) -> None:
    assert Recipe.automatic(of_kind(kind)).invert
    assert not Recipe.automatic(of_kind("photograph")).invert
    assert not Recipe.automatic(of_kind(kind), strength=0).invert


@pytest.mark.parametrize("kind", ["few_levels", "screenshot"])
def test_what_has_steps_and_letters_is_neither_searched_nor_cleaned(kind: str) -> None:
    recipe = Recipe.automatic(of_kind(kind, noise=1.0, blur=1.0))
    assert recipe.repair == recipe.clean == 0


@pytest.mark.parametrize("kind", ["few_levels", "document", "drawing", "screenshot"])
def test_what_never_had_colours_is_not_coloured_unless_asked(kind: str) -> None:
    assert not Recipe.automatic(of_kind(kind)).colorize
    assert Recipe.automatic(of_kind(kind), color=ColorChoice.ALWAYS).colorize


def test_dots_of_a_halftone_get_no_grain() -> None:
    assert Recipe.automatic(of_kind("halftone")).grain == 0
    assert Recipe.automatic(of_kind("photograph")).grain > 0


def test_a_lost_dye_is_brought_back_with_all_strength() -> None:
    recipe = Recipe.automatic(of_kind("photograph", Tonality.COLOUR, dye=1.0))
    assert recipe.cast == 1
    assert recipe.fading == pytest.approx(0.9)


def test_what_is_too_dark_is_opened() -> None:
    assert Recipe.automatic(of_kind("photograph", darkness=0.8)).exposure == pytest.approx(0.8)
    assert Recipe.automatic(of_kind("photograph")).exposure == 0


def test_the_lively_look_makes_crisp_what_is_soft_or_noisy_and_the_faithful_one_does_not() -> None:
    fine = Recipe.automatic(condition(), look=Look.LIVELY)
    amounts = [
        Recipe.automatic(condition(noise=severity), look=Look.LIVELY).enhance for severity in (0.1, 0.3, 1)
    ]
    assert leaves_sound_pixels(fine)
    assert 0 < amounts[0] < amounts[1] <= amounts[2] < 1
    assert Recipe.automatic(condition(blur=1.0, noise=1.0)).enhance == 0
    faded = condition(fading=0.6)
    lively, faithful = (Recipe.automatic(faded, look=look).contrast for look in (Look.LIVELY, Look.FAITHFUL))
    assert lively > faithful


@pytest.mark.parametrize("scale", [0, 3, 8, True, 2.0, "2", None])
def test_a_scale_that_there_is_not_is_refused(scale: object) -> None:
    with pytest.raises(InvalidRecipe) as caught:
        Recipe.from_mapping({"scale": scale})
    assert caught.value.parameters["name"] == "scale"


def test_a_recipe_with_a_scale_makes_the_way_there_and_back_and_one_stage_alone_enlarges_nothing() -> None:
    recipe = Recipe(scale=4, enhance=0.5, colorize=True)
    assert Recipe.from_mapping(recipe.to_mapping()) == recipe
    assert recipe.only("colorize").scale == 1
    assert recipe.only("scale").scale == 4
    assert not leaves_sound_pixels(recipe)

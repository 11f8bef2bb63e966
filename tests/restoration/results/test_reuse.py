"""Promises of what is taken over of an earlier work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from restoration.findings import Condition, Tonality
from restoration.recipe import Hint, Recipe
from restoration.report import Report, StageReport
from restoration.results.reuse import same_but_color, same_work
from restoration.results.values import Earlier
from restoration.results.wanted import Wanted

USED = Recipe(clean=0.4, colorize=True)
STAGE = StageReport("clean", True, 0.5, None, {"strength": 0.4}, ("noise", "blur"))
REPORT = Report(Condition((), Tonality.COLOUR), (STAGE,), USED, {"clean": "4"}, {"restored": "none"})
AUTOMATIC = Wanted()


def after(wanted: Wanted) -> Earlier:
    """An earlier work that did what was wanted."""
    return Earlier(wanted, REPORT, {"restored": b"file"})


@pytest.mark.parametrize("earlier", [AUTOMATIC, Wanted(recipe=USED)], ids=["automatic", "recipe"])
def test_turning_and_cropping_make_no_other_work(earlier: Wanted) -> None:
    turned = replace(earlier, rotate=90, crop=(0.0, 0.0, 0.5, 0.5))
    assert same_work(turned, after(earlier))
    assert same_work(replace(turned, recipe=USED), after(earlier))  # what was chosen, said by hand


def test_another_strength_size_or_mask_is_another_work() -> None:
    recipes = (replace(USED, clean=0.5), replace(USED, scale=2))
    for other in (Wanted(strength=0.7), Wanted(mask="blob"), *(Wanted(recipe=recipe) for recipe in recipes)):
        assert not same_work(other, after(AUTOMATIC))
        assert not same_but_color(other, after(AUTOMATIC))


def test_colour_alone_is_told_from_the_rest() -> None:
    pale = Wanted(recipe=replace(USED, vividness=0.5, hints=(Hint(0.5, 0.5, "#aa3300"),)))
    assert not same_work(pale, after(AUTOMATIC))
    assert same_but_color(pale, after(AUTOMATIC))


def test_wishes_and_reports_survive_being_kept() -> None:
    wanted = Wanted(0.7, recipe=USED, rotate=90, crop=(0.1, 0.2, 0.3, 0.4), mask="blob")
    assert Wanted.from_json(wanted.to_json()) == wanted
    assert Report.from_json(REPORT.to_json()) == REPORT


def test_what_was_kept_under_the_former_name_of_cleaning_is_read() -> None:
    kept = REPORT.to_json()
    kept["recipe"]["restore"] = kept["recipe"].pop("clean")
    kept |= {"stages": [{**kept["stages"][0], "stage": "restore"}], "models": {"restore": "4"}}
    assert Report.from_json(kept) == REPORT

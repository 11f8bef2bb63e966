"""Rows say honestly what was measured: bars met or not, and nothing where there is no number."""

from __future__ import annotations

import json

import pytest

from benchmarks.report import Bar, Row, document, mean, standard_error


def test_a_bar_is_met_from_its_own_side() -> None:
    assert Bar(45).met(45)
    assert not Bar(45).met(44.9)
    assert Bar(0.1, at_least=False).met(0.1)
    assert not Bar(0.1, at_least=False).met(0.2)


def test_no_number_meets_no_bar() -> None:
    row = Row("harm", "clean", "PSNR dB", float("nan"), 0, bar=Bar(45))
    assert row.met is False


def test_without_a_bar_nothing_is_judged() -> None:
    assert Row("harm", "clean", "PSNR dB", 12.0, 1).met is None


def test_the_mean_leaves_untouched_pictures_out_and_is_infinite_when_all_are() -> None:
    assert mean([40.0, float("inf"), 50.0]) == 45
    assert mean([float("inf")]) == float("inf")


def test_the_standard_error_is_that_of_the_mean() -> None:
    assert standard_error([1.0, 2.0, 3.0, 4.0]) == pytest.approx((5 / 3 / 4) ** 0.5)
    assert standard_error([1.0]) is None


def test_the_document_is_strict_json_with_verdicts_and_facts() -> None:
    rows = [
        Row("harm", "clean", "PSNR dB", float("inf"), 3, bar=Bar(45)),
        Row("damage", "sheet", "AUC", 0.5, 3, seed=7, bar=Bar(0.91), published={"BOPBTL": 0.91}),
    ]
    content = json.loads(document(rows, networks={"damage": "ab12"}), parse_constant=pytest.fail)
    first, second = content["figures"]
    assert (first["value"], first["met"], first["bar"]) == (None, True, ">= 45")
    assert (second["value"], second["met"], second["published"]) == (0.5, False, {"BOPBTL": 0.91})
    assert content["networks"] == {"damage": "ab12"}

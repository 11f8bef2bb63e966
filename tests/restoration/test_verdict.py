"""Promises of the learned verdict: every answer of the network has its name, and survives a report."""

import numpy as np
import pytest

from restoration.diagnosis import Condition, Tonality
from restoration.diagnosis.answers import verdict_of
from restoration.diagnosis.facts import Facts, facts_of
from restoration.diagnosis.judgement import dye_finding, judged_kind, judged_tonality
from restoration.findings import Finding
from restoration.verdict import KINDS, OUTPUTS, TONALITIES, WIDTHS, Verdict
from tests.restoration.pictures import grey, photograph, sepia

NOTHING = Facts(few_levels=False)
BY_RULE = Finding("colour", 1.0, 0.5)


def answer(
    *, kind: str = "photograph", tonality: str = "colour", turn: int = 0, odds: float = 6.0
) -> Verdict:
    output = np.zeros(OUTPUTS, np.float32)
    output[KINDS.index(kind)] = odds
    output[len(KINDS) + TONALITIES.index(tonality)] = odds
    output[len(KINDS) + len(TONALITIES) + turn // 90] = odds
    return verdict_of(output)


def test_the_parts_of_an_output_are_told_apart() -> None:
    verdict = answer(kind="document", tonality="toned", turn=270)
    assert (verdict.likely_kind, verdict.likely_tonality, verdict.likely_turn) == ("document", "toned", 270)
    assert sum(verdict.kind.values()) == pytest.approx(1, abs=1e-5)
    assert sum(WIDTHS.values()) == OUTPUTS
    assert verdict.several == pytest.approx(0.5)


def test_a_condition_with_a_look_survives_json() -> None:
    condition = Condition((BY_RULE,), Tonality.COLOUR, "document", answer(kind="document"))
    again = Condition.from_json(condition.to_json())
    assert again.kind == "document"
    assert again.to_json() == condition.to_json()


def test_an_unsure_answer_changes_nothing() -> None:
    unsure = answer(kind="negative_colour", tonality="neutral", odds=1.0)
    assert judged_kind(unsure, NOTHING) == "photograph"
    assert judged_tonality(unsure, "photograph", BY_RULE) is BY_RULE
    assert judged_kind(answer(kind="negative_colour"), NOTHING) == "negative_colour"


def test_amber_counts_as_of_one_tone_and_a_tinted_print_as_in_colour() -> None:
    for tonality, code in (("toned", "sepia"), ("tinted", "colour"), ("neutral", "monochrome")):
        assert judged_tonality(answer(tonality=tonality), "photograph", BY_RULE).code == code


def test_a_dye_is_lost_only_where_the_network_is_sure() -> None:
    assert dye_finding(answer(tonality="layer_lost"), "photograph").severity == 1
    assert dye_finding(answer(tonality="layer_lost", odds=1.0), "photograph").severity == 0
    assert dye_finding(answer(tonality="layer_lost"), "halftone").severity == 0
    assert dye_finding(None, "photograph").severity == 0


def test_levels_are_counted_and_not_guessed() -> None:
    scan = photograph("coffee")
    assert not facts_of(scan).few_levels
    assert not facts_of(grey(scan)).few_levels
    assert facts_of(((grey(scan) >> 12) * 4369).astype(np.uint16)).few_levels
    assert facts_of(np.where(grey(scan) > 30000, np.uint16(65535), np.uint16(0))).few_levels
    assert not facts_of(sepia(scan)).few_levels
    assert judged_kind(None, facts_of(((scan >> 14) * 21845).astype(np.uint16))) == "few_levels"

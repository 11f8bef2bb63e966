"""The promises of the report in plain words."""

from __future__ import annotations

import numpy as np
import pytest

from bot.messages import Catalogue, languages
from bot.messages.report import guesses, place, plain_words
from restoration.diagnosis import Condition, Finding, Region, Tonality, damage_findings
from restoration.report import StageReport
from restoration.stages import STAGES

TREATS = {entry.name: entry.treats for entry in STAGES}
ALL = ("damage", "inpaint", "clean", "tone", "colorize")


def told(*findings: Finding, ran: tuple[str, ...] = (), language: str = "en", **reasons: str) -> str:
    """The report on a photograph with these findings, after the stages in `ran`."""
    stages = [StageReport(stage, stage in ran, 0.1, reasons.get(stage), {}, TREATS[stage]) for stage in ALL]
    return " ".join(plain_words(Condition(findings, Tonality.COLOUR), stages, Catalogue(language)))


def damage(share: float) -> Finding:
    """Damage over a share of the picture, as thin lines, as the analysis itself states it."""
    mask = np.zeros((1000, 1000), np.uint8)
    mask.reshape(-1, 10)[: round(share * 100_000)] = 255
    whole, *_ = damage_findings(mask)
    return whole


def guess(left: float, top: float) -> Finding:
    """A place that was filled by guesswork."""
    return Finding("guesswork", 0.5, 1.0, Region(left, top, 0.1, 0.1), {"share": 0.01})


def test_what_was_removed_is_said_in_percent_of_the_picture() -> None:
    assert (
        told(damage(0.031), ran=("damage", "inpaint"))
        == "Scratches and spots over 3% of the picture were removed."
    )
    assert told(damage(0.001), ran=("damage", "inpaint")) == "Small scratches and spots were removed."


def test_damage_that_was_left_is_not_called_removed() -> None:
    assert "left as they are" in told(damage(0.031), guess(0, 0), ran=("damage",), inpaint="switched_off")
    assert "guesswork" not in told(damage(0.031), guess(0, 0), ran=("damage",), inpaint="switched_off")


def test_guesswork_is_said_with_its_place() -> None:
    words = told(damage(0.1), guess(0.0, 0.9), ran=("damage", "inpaint"))
    assert "A larger damage at the lower left was filled by guesswork, look at it." in words
    words = told(damage(0.1), guess(0, 0), guess(0.45, 0.45), ran=("damage", "inpaint"))
    assert "(at the upper left, in the middle)" in words
    many = [guess(x, y) for x in (0, 0.45, 0.9) for y in (0, 0.9)]
    assert "in 6 places" in told(damage(0.1), *many, ran=("damage", "inpaint"))


def test_a_picture_damaged_all_over_is_said_to_be_guesswork() -> None:
    everywhere = Finding("guesswork", 1.0, 1.0, None, {"share": 0.4})
    assert "all of the picture is partly guesswork" in told(
        damage(0.4), everywhere, ran=("damage", "inpaint")
    )


def test_only_what_was_found_and_treated_is_told() -> None:
    noise, blur, fading = (
        Finding(code, severity, 1.0) for code, severity in (("noise", 0.6), ("blur", 0.0), ("fading", 0.7))
    )
    assert told(noise, blur, fading, ran=("clean",)) == "Grain and noise were softened."
    assert told(noise, blur, fading, ran=("tone",)) == "Faded tones were brought back."


def test_colours_are_called_a_guess() -> None:
    assert "guess" in told(ran=("colorize",))


def test_a_photograph_that_needed_nothing_is_told_so() -> None:
    assert told(ran=("damage",)) == "I found nothing that I can mend, so the picture was left as it is."


def test_a_missing_network_is_said_and_nothing_called_sound() -> None:
    words = told(damage="no_model", colorize="no_model")
    assert "its network is missing: looking for damage, colouring" in words
    assert "Nothing needed" not in words


@pytest.mark.parametrize("language", languages())
def test_every_language_tells_everything(language: str) -> None:
    findings = [Finding(code, 0.5, 1.0) for code in ("noise", "blur", "blockiness", "fading", "cast")]
    words = told(damage(0.2), guess(0, 0), *findings, ran=ALL, language=language)
    assert "report." not in words
    assert "place." not in words
    assert "20" in words


@pytest.mark.parametrize(
    ("region", "code"),
    [
        (Region(0, 0, 0.1, 0.1), "place.top_left"),
        (Region(0.4, 0, 0.2, 0.1), "place.top"),
        (Region(0, 0, 1, 1), "place.middle"),
        (Region(0.9, 0.4, 0.1, 0.2), "place.right"),
        (Region(0.9, 0.9, 0.1, 0.1), "place.bottom_right"),
    ],
)
def test_a_region_is_named_by_where_its_middle_lies(region: Region, code: str) -> None:
    assert place(region) == code


def detail(stage: StageReport, size: tuple[int, int] | None = None, look: str = "") -> tuple[str, ...]:
    """The report on a sound photograph after one stage."""
    return plain_words(Condition((), Tonality.COLOUR), [stage], Catalogue(), size, look)


def test_invented_detail_is_called_a_guess_and_a_lively_look_is_named() -> None:
    crisp = StageReport("scale", True, 1.0, None, {"scale": 1.0})
    large = StageReport("scale", True, 1.0, None, {"scale": 4.0})
    assert "crisp" in detail(crisp)[0]
    assert "4 times" in detail(large)[0]
    assert "guess" in guesses(Condition((), Tonality.COLOUR), [large], Catalogue())[0]
    assert any("lively" in sentence for sentence in detail(crisp, look="lively"))
    assert not any("lively" in sentence for sentence in detail(crisp, look="faithful"))


def test_that_nothing_could_be_enlarged_is_told_and_that_nothing_could_be_crisper_is_not() -> None:
    lacking = StageReport("scale", False, 0.0, "cannot_enlarge", {})
    absent = StageReport("scale", False, 0.0, "cannot_enhance", {})
    assert detail(lacking) == (Catalogue().say("report.cannot_enlarge"),)
    assert detail(absent) == (Catalogue().say("report.untouched"),)
    assert guesses(Condition((), Tonality.COLOUR), [lacking], Catalogue()) == ()


@pytest.mark.parametrize(
    ("size", "words"),
    [((2400, 1800), "20 × 15 cm"), ((640, 480), "5 × 4 cm"), ((720, 300), "6 × 2.5 cm"), ((200, 200), "")],
)
def test_the_size_of_a_good_print_is_told_in_whole_or_half_centimetres(
    size: tuple[int, int], words: str
) -> None:
    still = StageReport("scale", False, 0.0, "not_needed", {})
    sentences = detail(still, size)
    assert words in " ".join(sentences)
    assert len(sentences) == (2 if words else 1)

"""Promises of the findings on damage: shares, places, and open words where a repair is a guess."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from restoration.diagnosis import Region, damage_findings, mark_findings


def blank(height: int = 600, width: int = 800) -> npt.NDArray[np.uint8]:
    return np.zeros((height, width), np.uint8)


def scratched() -> npt.NDArray[np.uint8]:
    mask = blank()
    for x in range(40, 800, 90):
        cv2.line(mask, (x, 0), (x + 60, 599), 255, 3)
    return mask


def test_a_sound_photograph_has_no_finding() -> None:
    assert damage_findings(blank()) == ()
    assert damage_findings(np.full((600, 800), 100, np.uint8)) == ()


def test_what_counts_as_damaged_can_be_lowered() -> None:
    mask = blank()
    mask[100:110, 100:110] = 90
    assert damage_findings(mask) == ()
    assert damage_findings(mask, damaged_from=80)[0].figures["holes"] == 1


def test_scratches_are_damage_but_no_guesswork() -> None:
    findings = damage_findings(scratched())
    assert {finding.code for finding in findings} == {"damage"}
    whole = findings[0]
    assert whole.region is None
    assert whole.figures["holes"] == 9
    assert whole.figures["share"] == pytest.approx((scratched() > 0).mean(), rel=0.01)
    assert 0 < whole.severity < 1


def test_more_damage_is_more_severe() -> None:
    severities = []
    for side in (10, 40, 120, 300):
        mask = blank()
        mask[50 : 50 + side, 60 : 60 + side] = 255
        severities.append(damage_findings(mask)[0].severity)
    assert severities == sorted(severities)
    assert severities[-1] == 1


def test_a_wide_hole_is_guesswork_at_its_place_even_where_scratches_meet_it() -> None:
    mask = scratched()
    cv2.circle(mask, (600, 150), 50, 255, -1)
    guesses = [finding for finding in damage_findings(mask) if finding.code == "guesswork"]
    assert len(guesses) == 1
    region = guesses[0].region
    assert region is not None
    assert region.left == pytest.approx(550 / 800, abs=0.02)
    assert region.top == pytest.approx(100 / 600, abs=0.02)
    assert region.width == pytest.approx(100 / 800, abs=0.03)
    assert region.height == pytest.approx(100 / 600, abs=0.03)
    assert guesses[0].figures["radius_share"] == pytest.approx(50 / 600, rel=0.1)


def test_a_lost_corner_is_guesswork_and_a_severe_region() -> None:
    mask = blank()
    mask[:150, :200] = 255
    findings = damage_findings(mask)
    places = [finding.region for finding in findings if finding.code == "damage" and finding.region]
    assert places == [Region(0.0, 0.0, 0.25, 0.25)]
    assert any(finding.code == "guesswork" for finding in findings)


def test_a_picture_mostly_lost_is_guesswork_as_a_whole() -> None:
    mask = blank()
    mask[::2] = 255
    guesses = [finding for finding in damage_findings(mask) if finding.code == "guesswork"]
    assert [finding.region for finding in guesses] == [None]


def test_the_same_damage_is_judged_alike_in_a_larger_scan() -> None:
    small = scratched()
    cv2.circle(small, (400, 300), 40, 255, -1)
    large = np.kron(small, np.ones((5, 5), np.uint8))
    for one, other in zip(damage_findings(small), damage_findings(large), strict=True):
        assert one.code == other.code
        assert one.severity == pytest.approx(other.severity, abs=0.1)
        assert one.figures["share"] == pytest.approx(other.figures["share"], rel=0.2)


def test_speckles_everywhere_do_not_flood_the_report() -> None:
    rng = np.random.default_rng(0)
    mask = blank(1500, 2000)
    for y, x in rng.integers(0, 1500, (300, 2)):
        cv2.circle(mask, (int(x), int(y)), 40, 255, -1)
    assert len(damage_findings(mask)) <= 30


@pytest.mark.parametrize("turns", range(4))
def test_a_lost_corner_is_named_and_a_scratch_into_a_corner_is_not(turns: int) -> None:
    mask = np.zeros((400, 400), np.uint8)
    rows, columns = np.mgrid[:400, :400]
    mask[rows + columns < 60] = 255
    findings = damage_findings(np.ascontiguousarray(np.rot90(mask, turns)))
    (corner,) = [finding for finding in findings if finding.code == "lost_corner"]
    assert corner.region is not None
    assert corner.region.width == pytest.approx(0.15, abs=0.01)
    scratch = np.zeros((400, 400), np.uint8)
    np.fill_diagonal(scratch, 255)
    assert not any(finding.code == "lost_corner" for finding in damage_findings(scratch))


def test_writing_is_named_with_its_place_and_a_single_dot_is_not() -> None:
    written = np.zeros((200, 400), np.bool_)
    written[150:170, 100:300] = True
    (finding,) = mark_findings(written)
    assert finding.region == Region(0.25, 0.75, 0.5, 0.1)
    written[...] = False
    written[0, 0] = True
    assert mark_findings(written) == ()

"""The report in plain words: what was found in a photograph, what was done about it, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor

from bot.messages import Catalogue
from restoration.findings import Condition, Finding, Region
from restoration.printing import print_size_cm
from restoration.report import StageReport
from restoration.verdict import NEGATIVES

_OF_LOOK = {"scale", "tone"}
"""Stages that do more for a lively look."""

_LEAST_PRINT_CM, _WHOLE_CM = 2.0, 8.0
"""Shorter sides of prints that are not told of; sides from which half centimetres do not matter."""

_MOST_PLACES = 3
_WORTH_TELLING = 0.1
"""Severity of a finding that is told beside a worse one of the same stage."""


def plain_words(
    condition: Condition,
    stages: Sequence[StageReport],
    catalogue: Catalogue,
    size: tuple[int, int] | None = None,
    look: str = "",
) -> tuple[str, ...]:
    """Whole sentences, the most visible matter first; never none.

    `size` is that of the result in pixels; `look` is what the recipe was chosen for, "" where it was given.
    """
    ran = {stage.stage for stage in stages if stage.ran}
    sentences = [
        *([_developed(condition, catalogue)] if "develop" in ran else []),
        *_missing(condition, catalogue),
        *_damage(condition, "inpaint" in ran, catalogue),
        *_treatments(condition, stages, catalogue),
        *_detail(stages, catalogue),
        *([catalogue.say("report.writing")] if condition.severity("writing") > 0 else []),
        *([catalogue.say("report.colorized")] if "colorize" in ran else []),
        *([catalogue.say("report.lively")] if look == "lively" and ran & _OF_LOOK else []),
    ]
    lacking = [catalogue.say(f"stage.{stage.stage}") for stage in stages if stage.reason == "no_model"]
    if lacking:
        sentences.append(catalogue.say("report.no_model", stages=", ".join(lacking)))
    elif not sentences:
        sentences.append(catalogue.say("report.untouched"))
    return (*sentences, *_print(size, catalogue))


def _developed(condition: Condition, catalogue: Catalogue) -> str:
    return catalogue.say("report.inverted" if condition.kind in NEGATIVES else "report.darkness")


def guesses(condition: Condition, stages: Sequence[StageReport], catalogue: Catalogue) -> tuple[str, ...]:
    """Those of the plain words that say what was invented, and is to be looked at."""
    ran = {stage.stage for stage in stages if stage.ran}
    return (
        *_guessed(condition, "inpaint" in ran, catalogue),
        *(sentence for sentence in _detail(stages, catalogue) if "scale" in ran),
        *([catalogue.say("report.colorized")] if "colorize" in ran else []),
    )


def _detail(stages: Sequence[StageReport], catalogue: Catalogue) -> Iterator[str]:
    """What was done to fine detail and to the size, or why a picture could not be enlarged."""
    for stage in stages:
        if stage.stage != "scale":
            continue
        scale = round(stage.figures.get("scale", 1))
        if stage.ran:
            yield (
                catalogue.say("report.enlarged", scale=scale)
                if scale > 1
                else catalogue.say("report.enhanced")
            )
        elif stage.reason == "cannot_enlarge":
            yield catalogue.say("report.cannot_enlarge")


def _print(size: tuple[int, int] | None, catalogue: Catalogue) -> Iterator[str]:
    """How large the result may be printed, rounded down; nothing where that would be a stamp."""
    if size is None:
        return
    sides = print_size_cm(*size)
    if min(sides) >= _LEAST_PRINT_CM:
        rounded = [floor(side) if side >= _WHOLE_CM else floor(2 * side) / 2 for side in sides]
        yield catalogue.say("report.print", width=rounded[0], height=rounded[1])


def place(region: Region) -> str:
    """The code of where in the picture a region lies, such as "place.top_left"."""
    across = _third(region.left + region.width / 2, ("left", "", "right"))
    down = _third(region.top + region.height / 2, ("top", "", "bottom"))
    return f"place.{'_'.join(word for word in (down, across) if word) or 'middle'}"


def _third(middle: float, words: tuple[str, str, str]) -> str:
    return words[min(2, max(0, int(middle * 3)))]


def _missing(condition: Condition, catalogue: Catalogue) -> Iterator[str]:
    share = condition.figure("missing", "share")
    if share is not None:
        yield catalogue.say("report.missing", percent=ceil(100 * share))


def _damage(condition: Condition, repaired: bool, catalogue: Catalogue) -> Iterator[str]:
    share = condition.figure("damage", "share")
    if share is not None:
        code = "report.damage.repaired" if repaired else "report.damage.left"
        yield catalogue.say(code, percent=round(100 * share))
    corners = [place(row.region) for row in condition.findings if row.code == "lost_corner" and row.region]
    if corners:
        code = "report.corner.repaired" if repaired else "report.corner.left"
        yield catalogue.say(code, number=len(corners), places=", ".join(map(catalogue.say, corners)))
    yield from _guessed(condition, repaired, catalogue)


def _guessed(condition: Condition, repaired: bool, catalogue: Catalogue) -> Iterator[str]:
    guessed = [finding for finding in condition.findings if finding.code == "guesswork"]
    if repaired and guessed:
        yield _guesswork(guessed, catalogue)


def _guesswork(guessed: Sequence[Finding], catalogue: Catalogue) -> str:
    """Where to look; a finding without a region means that guesses are everywhere."""
    regions = [finding.region for finding in guessed if finding.region is not None]
    if len(regions) < len(guessed):
        return catalogue.say("report.guesswork.everywhere")
    places = list(dict.fromkeys(place(region) for region in regions))
    if len(places) > _MOST_PLACES:
        return catalogue.say("report.guesswork.many", number=len(regions))
    return catalogue.say(
        "report.guesswork", number=len(regions), places=", ".join(catalogue.say(code) for code in places)
    )


def _treatments(condition: Condition, stages: Sequence[StageReport], catalogue: Catalogue) -> Iterator[str]:
    for treats in (stage.treats for stage in stages if stage.ran):
        worst = max(treats, key=condition.severity, default=None)
        for code in treats:
            if code == worst or condition.severity(code) > _WORTH_TELLING:
                yield catalogue.say(f"report.{code}")

"""`heirloom inspect`: what a photograph is and in which condition, in words or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from bot.errors import BotError
from bot.messages import Catalogue
from restoration.cards import chosen_cards
from restoration.examination import examine, overlay
from restoration.findings import Condition
from restoration.photo import Format, decode, encode
from restoration.results.names import SUFFIXES
from restoration.results.writing import write_whole
from restoration.sessions import Sessions
from restoration.settings import EngineSettings
from restoration.verdict import Verdict

_WRITTEN = (Format.JPEG, Format.PNG, Format.TIFF, Format.WEBP)
_SURE = 0.5
_SURE_TURN = 0.8
_WORTH_TELLING = 0.05


def run(
    photos: Sequence[Path],
    drawn: Path | None,
    settings: EngineSettings,
    catalogue: Catalogue,
    out: TextIO,
    *,
    as_json: bool,
) -> int:
    """Print the condition of each photograph to `out`; the exit code.

    With `drawn` the picture with what was found is written there, the last one's where there are several.

    Raises:
        BotError: a photograph is not there.
        RestorationError: a photograph or a network cannot be used.
    """
    paths = {name: card.path for name, card in chosen_cards(settings.models).items() if card.path.is_file()}
    sessions = Sessions(paths, threads=settings.threads, provider=settings.provider)
    for path in photos:
        if not path.is_file():
            raise BotError("use.nothing_there", path=str(path))
        seen = examine(decode(path.read_bytes(), max_megapixels=settings.max_megapixels), sessions)
        if as_json:
            out.write(json.dumps({"photo": str(path), **seen.condition.to_json()}) + "\n")
        else:
            out.write(f"{path}\n")
            out.writelines(f"  {sentence}\n" for sentence in sentences(seen.condition, catalogue))
        if drawn is not None:
            write_whole(drawn, encode(overlay(seen), _format(drawn)))
    return 0


def sentences(condition: Condition, catalogue: Catalogue) -> Iterator[str]:
    """The condition as a person reads it, one sentence after the other; never none."""
    say = catalogue.say
    if condition.verdict is not None:
        yield from _looked(condition, condition.verdict, catalogue)
    else:
        yield say("inspect.kind", kind=say(f"kind.{condition.kind}"), percent=100)
    found = [
        finding
        for finding in condition.findings
        if finding.severity > _WORTH_TELLING and finding.code not in (condition.tonality.value, "guesswork")
    ]
    for finding in found:
        percent = max(1, round(100 * finding.severity))
        yield say("inspect.finding", finding=say(f"finding.{finding.code}"), percent=percent)
    if not found:
        yield say("inspect.sound")


def _looked(condition: Condition, verdict: Verdict, catalogue: Catalogue) -> Iterator[str]:
    say = catalogue.say
    # A kind that was counted and not judged by eye, such as few levels, is sure.
    share = verdict.kind[condition.kind] if condition.kind == verdict.likely_kind else 1.0
    yield say("inspect.kind", kind=say(f"kind.{condition.kind}"), percent=_percent(share))
    if condition.kind == "photograph":
        tone = verdict.likely_tonality
        yield say("inspect.tonality", tonality=say(f"tone.{tone}"), percent=_percent(verdict.tonality[tone]))
    turn = verdict.likely_turn
    if turn and verdict.turn[turn] >= _SURE_TURN:
        yield say("inspect.turn", degrees=turn, percent=_percent(verdict.turn[turn]))
    if verdict.several >= _SURE:
        yield say("inspect.several", percent=_percent(verdict.several))
    if verdict.framed >= _SURE:
        yield say("inspect.framed", percent=_percent(verdict.framed))
    old = verdict.old >= _SURE
    code, share = ("inspect.old", verdict.old) if old else ("inspect.fresh", 1 - verdict.old)
    yield say(code, percent=_percent(share))


def _format(path: Path) -> Format:
    """The format that a file's ending names, PNG for any other."""
    named = (format for format in _WRITTEN if path.suffix.lower() in SUFFIXES[format])
    return next(named, Format.PNG)


def _percent(share: float) -> int:
    return round(100 * share)

"""`heirloom inspect --csv`: a table of what photographs are like and of which need a person."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from bot.cli.names import Plan
from bot.cli.narrator import shown
from bot.cli.restore import read_source
from bot.cli.sources import find
from bot.errors import BotError, FileProblem
from bot.messages import Catalogue
from bot.messages.errors import error_sentence
from restoration.engine import Engine, Request
from restoration.errors import RestorationError
from restoration.pipeline import RestorationResult
from restoration.settings import EngineSettings

Tell = Callable[[Plan, Mapping[str, object], RestorationResult | None], None]
SEVERITIES = ("noise", "blur", "blockiness", "fading", "cast")
COLUMNS = (
    *("path", "page", "sha256", "format", "width", "height", "tonality", *SEVERITIES),
    *("damage_share", "missing_share", "colorize", "needs_person", "error"),
)
WORN_SHARE = 0.03
"""Share of damaged pixels from which on much of a repair is guesswork, and a person should look."""


def tabulated(
    photos: tuple[Path, ...], settings: EngineSettings, catalogue: Catalogue, out: TextIO, *, recursive: bool
) -> int:
    """Print a row for every photograph to `out`; the exit code, 1 where one cannot be read.

    Raises:
        BotError: a photograph is not there.
        RestorationError: the engine cannot be used as set up.
    """
    for path in photos:
        if not path.exists():
            raise BotError("use.nothing_there", path=str(path))
    sources = find(photos, Path(), recursive=recursive).sources
    plans = [Plan(source.path, source.folder, "", source.page) for source in sources]
    tell = _rows(out)
    return asyncio.run(_look_at_all(plans, settings, catalogue, tell))


async def _look_at_all(plans: list[Plan], settings: EngineSettings, catalogue: Catalogue, tell: Tell) -> int:
    failed = 0
    async with Engine(settings) as engine:
        for plan in plans:
            try:
                source, digest = await asyncio.to_thread(read_source, plan, settings.max_megapixels)
                result = await engine.restore(Request(source, salvage=True, look_only=True))
                tell(plan, row(plan, digest, result), result)
            except (RestorationError, FileProblem) as problem:
                failed += 1
                tell(
                    plan,
                    _place(plan) | {"needs_person": "yes", "error": error_sentence(catalogue, problem)},
                    None,
                )
    return 1 if failed else 0


def row(plan: Plan, digest: str, result: RestorationResult) -> dict[str, object]:
    """What is found of one photograph, by column: severities 0..1, shares of its pixels 0..1."""
    condition = result.condition
    damage, missing = (condition.figure(code, "share") for code in ("damage", "missing"))
    return {
        **_place(plan),
        "sha256": digest,
        "format": str(result.source.format),
        "width": result.source.width,
        "height": result.source.height,
        "tonality": str(condition.tonality),
        **{code: round(condition.severity(code), 3) for code in SEVERITIES},
        "damage_share": round(damage or 0.0, 5),
        "missing_share": "" if missing is None else round(missing, 4),
        "colorize": "yes" if result.recipe.colorize else "no",
        "needs_person": "yes" if (damage or 0.0) >= WORN_SHARE or missing is not None else "no",
        "error": "",
    }


def _place(plan: Plan) -> dict[str, object]:
    return {"path": shown(plan.source), "page": plan.page or ""}


def _rows(out: TextIO) -> Tell:
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()

    def tell(_plan: Plan, values: Mapping[str, object], _result: RestorationResult | None) -> None:
        writer.writerow({name: _harmless(value) for name, value in values.items()})
        out.flush()

    return tell


def _harmless(value: object) -> object:
    """What a spreadsheet would take for a formula, as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value

"""What is wished for a photo: checked as it arrives, kept as JSON, and changed by buttons."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from adapters.contract import Wishes
from bot.errors import BotError
from restoration.inspection import Format, inspect
from restoration.recipe import ColorChoice, Kind, Look, Recipe
from restoration.results.wanted import Wanted

_LARGEST_MASK_BYTES = 8_000_000
_FULL = (0.0, 0.0, 1.0, 1.0)
_KEPT = ("inpaint", "vividness")
"""Parameters that "stronger" and "gentler" leave alone: half a filled hole is a hole, and colour has its own
buttons."""


def checked(wishes: Wishes, before: Wanted | None = None) -> Wanted:
    """What a person wishes over what was wished `before`, without the mask, which is kept elsewhere.

    Raises:
        BotError: a value is out of range.
        InvalidRecipe: the recipe names something unknown or out of range.
    """
    wanted = before or Wanted()
    if wishes.strength is not None:
        if not _number(wishes.strength, 0, 1):
            raise BotError("refused.wish", name="strength")
        wanted = replace(wanted, strength=float(wishes.strength), recipe=None)
    if wishes.colorize is not None:
        wanted = replace(wanted, color=ColorChoice.ALWAYS if wishes.colorize else ColorChoice.NEVER)
    if wishes.recipe is not None:
        wanted = replace(wanted, recipe=Recipe.from_mapping(wishes.recipe))
    if wishes.look is not None:
        if wishes.look not in tuple(Look):
            raise BotError("refused.wish", name="look")
        wanted = replace(wanted, look=Look(wishes.look), recipe=None)
    if wishes.rotate is not None:
        if wishes.rotate not in (0, 90, 180, 270):
            raise BotError("refused.wish", name="rotate")
        wanted = replace(wanted, rotate=int(wishes.rotate))
    if wishes.crop is not None:
        wanted = replace(wanted, crop=_crop(wishes.crop))
    if wishes.search:
        wanted = replace(wanted, mask=None)
    return wanted


def check_mask(mask: bytes, megapixels: float) -> None:
    """Look at the header of a painted mask.

    Raises:
        BotError: it is no PNG, or too large.
    """
    try:
        header = inspect(mask) if len(mask) <= _LARGEST_MASK_BYTES else None
    except Exception as problem:
        raise BotError("refused.wish", name="mask") from problem
    if header is None or header.format is not Format.PNG or header.megapixels > megapixels:
        raise BotError("refused.wish", name="mask")


def _crop(crop: Any) -> tuple[float, float, float, float] | None:
    if len(crop) != 4 or not all(_number(value, 0, 1) for value in crop):
        raise BotError("refused.wish", name="crop")
    left, top, width, height = (float(value) for value in crop)
    if width < 0.01 or height < 0.01 or left + width > 1.0001 or top + height > 1.0001:
        raise BotError("refused.wish", name="crop")
    return None if (left, top, width, height) == _FULL else (left, top, width, height)


def _number(value: object, minimum: float, maximum: float) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and minimum <= value <= maximum


# ------------------------------------------------------------------------------- what a button changes

Change = Callable[[Wanted, Recipe], Wanted]
"""What was wished, and the recipe that was used -> what is wished now."""


def stronger(wanted: Wanted, used: Recipe) -> Wanted:
    """Everything a third stronger, and a little of what was not done at all."""
    return replace(wanted, recipe=_scaled(used, lambda value: min(1.0, value * 1.3 + 0.1)))


def gentler(wanted: Wanted, used: Recipe) -> Wanted:
    """The reverse of `stronger`."""
    return replace(wanted, recipe=_scaled(used, lambda value: max(0.0, (value - 0.1) / 1.3)))


def color_on(wanted: Wanted, used: Recipe) -> Wanted:
    """As it was, and coloured."""
    return replace(wanted, recipe=replace(used, colorize=True))


def color_off(wanted: Wanted, used: Recipe) -> Wanted:
    """As it was, and not coloured."""
    return replace(wanted, recipe=replace(used, colorize=False))


def more_vivid(wanted: Wanted, used: Recipe) -> Wanted:
    """Colours a third stronger."""
    return replace(wanted, recipe=replace(used, vividness=min(2.0, used.vividness * 1.3)))


def less_vivid(wanted: Wanted, used: Recipe) -> Wanted:
    """Colours a quarter weaker."""
    return replace(wanted, recipe=replace(used, vividness=used.vividness / 1.3))


def other_colors(wanted: Wanted, used: Recipe) -> Wanted:
    """The second suggestion where the first is not sure, or the first again."""
    return replace(wanted, recipe=replace(used, alternative=not used.alternative))


def rotate(wanted: Wanted, used: Recipe) -> Wanted:
    """A quarter turn clockwise."""
    return replace(wanted, rotate=(wanted.rotate + 90) % 360)


def _scaled(used: Recipe, change: Callable[[float], float]) -> Recipe:
    strengths = {
        row.name: round(change(getattr(used, row.name)), 4)
        for row in Recipe.schema()
        if row.kind is Kind.NUMBER and row.name not in _KEPT
    }
    return replace(used, **strengths)  # type: ignore[arg-type]

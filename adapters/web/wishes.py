"""What a client wishes of a photograph, read from JSON and form fields."""

from __future__ import annotations

import json
import math
from typing import Any

from adapters.contract import Json, Wishes
from adapters.web.problems import Problem

MASK_BYTES = 8_000_000
MASK_SIDE_PX = 4096
_PNG = b"\x89PNG\r\n\x1a\n"
_NAMES = frozenset({"strength", "colorize", "recipe", "rotate", "crop", "search", "look"})


def from_json(text: bytes | str, mask: bytes | None = None) -> Wishes:
    """Read an object of `strength`, `colorize`, `recipe`, `rotate`, `crop`, `search`, `look`, each or none.

    Raises:
        Problem: it is no such object. Values inside `recipe` are the service's to judge.
    """
    fields = json_object(text)
    if unknown := set(fields) - _NAMES:
        raise Problem("page.problem.field", name=min(unknown)[:40])
    return Wishes(
        strength=_number(fields, "strength", 0, 1),
        colorize=_flag(fields, "colorize"),
        recipe=_recipe(fields),
        rotate=_rotate(fields),
        crop=_crop(fields),
        mask=None if mask is None else checked_mask(mask),
        search=_flag(fields, "search") or False,
        look=_look(fields),
    )


def json_object(text: bytes | str) -> Json:
    """A JSON object; nothing at all is an empty one.

    Raises:
        Problem: it is something else.
    """
    try:
        fields = json.loads(text or "{}", parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise Problem("page.problem.json") from problem
    if not isinstance(fields, dict):
        raise Problem("page.problem.json")
    return fields


def checked_mask(mask: bytes) -> bytes:
    """A PNG of one channel with 8 bits at most, told by its header alone.

    Raises:
        Problem: it is not, or too large.
    """
    width, height = int.from_bytes(mask[16:20]), int.from_bytes(mask[20:24])
    grey = mask[:8] == _PNG and mask[12:16] == b"IHDR" and mask[25:26] == b"\0" and mask[24] in (1, 2, 4, 8)
    if len(mask) > MASK_BYTES or not grey or not (0 < width <= MASK_SIDE_PX and 0 < height <= MASK_SIDE_PX):
        raise Problem("page.problem.mask")
    return mask


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _number(fields: Json, name: str, minimum: float, maximum: float) -> float | None:
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not minimum <= value <= maximum:
        raise Problem("page.problem.field", name=name)
    return float(value)


def _flag(fields: Json, name: str) -> bool | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, bool):
        raise Problem("page.problem.field", name=name)
    return value


def _recipe(fields: Json) -> Json | None:
    value: Any = fields.get("recipe")
    if value is not None and not isinstance(value, dict):
        raise Problem("page.problem.field", name="recipe")
    return value


def _look(fields: Json) -> str | None:
    value: Any = fields.get("look")
    if value not in (None, "faithful", "lively"):
        raise Problem("page.problem.field", name="look")
    return None if value is None else str(value)


def _rotate(fields: Json) -> int | None:
    value = fields.get("rotate")
    if value is not None and (isinstance(value, bool) or value not in (0, 90, 180, 270)):
        raise Problem("page.problem.field", name="rotate")
    return None if value is None else int(value)


def _crop(fields: Json) -> tuple[float, float, float, float] | None:
    box = fields.get("crop")
    if box is None:
        return None
    if not isinstance(box, dict) or set(box) != {"left", "top", "width", "height"}:
        raise Problem("page.problem.field", name="crop")
    left, top, width, height = (_number(box, name, 0, 1) for name in ("left", "top", "width", "height"))
    if left is None or top is None or width is None or height is None:
        raise Problem("page.problem.field", name="crop")
    if min(width, height) < 0.01 or left + width > 1.001 or top + height > 1.001 or not math.isfinite(left):
        raise Problem("page.problem.field", name="crop")
    return left, top, min(width, 1 - left), min(height, 1 - top)

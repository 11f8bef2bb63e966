"""A request as its owner may see it, for adapters that show pictures out of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from adapters.contract.answers import Refusal
from adapters.contract.buttons import Buttons
from adapters.contract.replies import Content, RequestState
from adapters.contract.values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One photo of a request as its owner may see it.

    Attributes:
        index: from 0.
        state: how far it is.
        error: what went wrong with it.
        width: of the upright photograph in pixels, 0 until it is known.
        height: of the upright photograph in pixels, 0 until it is known.
        original: the file as it was sent; None until it is here, and after it was deleted.
        previews: what any browser shows (JPEG, sRGB, at most 2,048 px): "original" (upright, whole), "before"
            (cropped and turned as the results are), and each version; all but "original" only when it is
            done. Where something was filled in, "filled" says where: a PNG of one channel over the upright
            whole photo, white where it was.
        versions: the results by name ("restored", "colorized"), the before/after picture as "compare".
        condition: what was found in it (findings with code, severity, confidence, region, figures; tonality),
            or None.
        report: what was found and done, in sentences.
        stages: what each stage did: stage, ran, seconds, reason, figures.
        recipe: every strength as it was used, by name, or None.
        rotate: degrees clockwise that the results are turned by.
        crop: as in `Wishes.crop`.
        masked: whether a mask was painted by hand.
        guesses: those sentences of `report` that say what was invented, and is to be looked at.
    """

    index: int
    state: RequestState
    error: Refusal | None
    width: int
    height: int
    original: Content | None
    versions: Mapping[str, Content]
    previews: Mapping[str, Content]
    condition: Json | None
    report: tuple[str, ...]
    stages: tuple[Json, ...]
    recipe: Json | None
    rotate: int
    crop: tuple[float, float, float, float] | None
    masked: bool
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A request as its owner may see it.

    Attributes:
        request: its id.
        state: how far it is.
        progress: 0..1 over all its parts.
        stage: the stage at work, None when none is.
        text: what its status message says.
        buttons: under it.
        parts: its photos, in order.
        revision: counts the adjustments, from 0.
        created: when it came (with time zone).
        expires: when its photos and results are deleted.
    """

    request: str
    state: RequestState
    progress: float
    stage: str | None
    text: str
    buttons: Buttons
    parts: tuple[PartView, ...]
    revision: int
    created: datetime
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One strength of the recipe, for drawing its control.

    Attributes:
        name: as in recipes.
        text: its label.
        kind: "number" or "switch".
        minimum: of a number.
        maximum: of a number.
        default: what it is when nobody says anything.
        stage: the stage that it belongs to.
    """

    name: str
    text: str
    kind: str
    minimum: float
    maximum: float
    default: float | bool
    stage: str


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """One command for a platform's menu: its name, what it does in words, whether only admins may give it in
    groups, whether it makes no sense alone with the bot, and whether it is for the installation's operators,
    in which case menus leave it out."""

    name: str
    text: str
    admins_only: bool
    groups_only: bool = False
    operators_only: bool = False

"""What is wished for a photograph, in a form that can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from restoration.recipe import ColorChoice, Look, Recipe


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one work is to do.

    Attributes:
        strength: 0..1, as `Recipe.automatic` reads it; unused with a recipe.
        color: when to colourise; unused with a recipe.
        recipe: every strength; None = chosen by the condition.
        rotate: degrees clockwise, of the results.
        crop: left, top, width, height as fractions of the upright photo; None = all of it.
        mask: where the painted mask is kept; None = damage is looked for.
        look: how a restored version is to look, None = as the settings say; unused with a recipe.
    """

    strength: float = 0.5
    color: ColorChoice = ColorChoice.AUTO
    recipe: Recipe | None = None
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    mask: str | None = None
    look: Look | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is kept; recipe, crop, mask and look only where there are any."""
        kept: dict[str, Any] = {"strength": self.strength, "color": str(self.color), "rotate": self.rotate}
        if self.recipe is not None:
            kept["recipe"] = self.recipe.to_mapping()
        if self.crop is not None:
            kept["crop"] = list(self.crop)
        if self.mask is not None:
            kept["mask"] = self.mask
        if self.look is not None:
            kept["look"] = str(self.look)
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Wanted:
        """From what `to_json` gave."""
        crop = kept.get("crop")
        return cls(
            strength=kept.get("strength", 0.5),
            color=ColorChoice(kept.get("color", "auto")),
            recipe=Recipe.from_mapping(kept["recipe"]) if "recipe" in kept else None,
            rotate=kept.get("rotate", 0),
            crop=(crop[0], crop[1], crop[2], crop[3]) if crop else None,
            mask=kept.get("mask"),
            look=Look(kept["look"]) if "look" in kept else None,
        )

    @property
    def turned(self) -> bool:
        """Whether the results are turned or cropped."""
        return bool(self.rotate) or self.crop is not None

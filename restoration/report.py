"""What is told of the work on a photograph, while it goes on and afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from restoration.findings import Condition
from restoration.recipe import FORMER_NAMES, Recipe, renamed


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: ``done`` of the ``stage`` and ``overall``, 0..1.

    ``seconds_left`` are those of the stage as far as they were measured; None where nobody knows.
    """

    stage: str
    done: float
    overall: float
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class StageReport:
    """What one stage did: whether it ran, for how long, or the code of the reason why not.

    ``treats`` are the codes of the findings that it does something about when it runs.
    """

    stage: str
    ran: bool
    seconds: float
    reason: str | None
    figures: Mapping[str, float]
    treats: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values; seconds with four decimals."""
        return {**asdict(self), "seconds": round(self.seconds, 4)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> StageReport:
        """From what :meth:`to_json` gave."""
        stage = FORMER_NAMES.get(kept["stage"], kept["stage"])
        return cls(**{**kept, "stage": stage, "treats": tuple(kept.get("treats", ()))})


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a photograph and done about it, JSON in and JSON out.

    Attributes:
        condition: the diagnosis.
        stages: one report per row of the stage table.
        recipe: the strengths that were used.
        models: version of each network that ran.
        edits: what was done to each version, as IPTC's digital source type.
        seconds: of the whole work, engine and files.
        engine_seconds: of the engine alone.
        size: width and height of the results in pixels; None where that was not told yet.
        look: that the recipe was chosen for, "" where it was given.
    """

    condition: Condition
    stages: tuple[StageReport, ...]
    recipe: Recipe
    models: Mapping[str, str]
    edits: Mapping[str, str]
    seconds: float = 0.0
    engine_seconds: float = 0.0
    size: tuple[int, int] | None = None
    look: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values that :meth:`from_json` reads."""
        return {
            "condition": self.condition.to_json(),
            "stages": [stage.to_json() for stage in self.stages],
            "recipe": self.recipe.to_mapping(),
            "models": dict(self.models),
            "edits": dict(self.edits),
            "seconds": round(self.seconds, 4),
            "engine_seconds": round(self.engine_seconds, 4),
            "size": None if self.size is None else list(self.size),
            "look": self.look,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Report:
        """The report that :meth:`to_json` wrote down."""
        size = kept.get("size")
        return cls(
            condition=Condition.from_json(kept["condition"]),
            stages=tuple(StageReport.from_json(row) for row in kept["stages"]),
            recipe=Recipe.from_mapping(kept["recipe"]),
            models=renamed(kept["models"]),
            edits=kept["edits"],
            seconds=kept["seconds"],
            engine_seconds=kept["engine_seconds"],
            size=(size[0], size[1]) if size else None,
            look=kept.get("look", ""),
        )

    @property
    def untouched(self) -> bool:
        """Whether the restored version is the original as it came."""
        return self.edits.get("restored") == "none"

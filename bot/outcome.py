"""What the worker found and did, as it is kept: the condition, the stages, the recipe and the networks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.messages import Catalogue
from bot.messages.report import guesses, plain_words
from restoration.findings import Condition
from restoration.recipe import FORMER_NAMES, renamed
from restoration.report import StageReport

if TYPE_CHECKING:  # brings the whole engine, which a process that only serves does without
    from restoration.pipeline import RestorationResult


@dataclass(frozen=True, slots=True)
class Outcome:
    """The report on one work, JSON in and JSON out.

    Attributes:
        condition: as `Condition.to_json` gives it.
        stages: one mapping per stage.
        recipe: the strengths that were used.
        models: version of each network that ran.
        edits: what was done to each version, as IPTC's digital source type.
        seconds: of the whole work, engine and files.
        engine_seconds: of the engine alone.
    """

    condition: Mapping[str, Any]
    stages: tuple[Mapping[str, Any], ...]
    recipe: Mapping[str, float | bool]
    models: Mapping[str, str]
    edits: Mapping[str, str]
    seconds: float = 0.0
    engine_seconds: float = 0.0

    @classmethod
    def of(cls, result: RestorationResult, engine_seconds: float) -> Outcome:
        """The report on what the engine did."""
        return cls(
            condition=result.condition.to_json(),
            stages=tuple(
                {
                    "stage": stage.stage,
                    "ran": stage.ran,
                    "seconds": round(stage.seconds, 4),
                    "reason": stage.reason,
                    "figures": dict(stage.figures),
                }
                for stage in result.stages
            ),
            recipe=result.recipe.to_mapping(),
            models=dict(result.models),
            edits={str(version): str(edit) for version, edit in result.edits.items()},
            engine_seconds=engine_seconds,
        )

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "condition": self.condition,
            "stages": list(self.stages),
            "recipe": dict(self.recipe),
            "models": dict(self.models),
            "edits": dict(self.edits),
            "seconds": round(self.seconds, 4),
            "engine_seconds": round(self.engine_seconds, 4),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Outcome:
        """From what `to_json` gave."""
        return cls(
            condition=kept["condition"],
            stages=tuple(
                {**row, "stage": FORMER_NAMES.get(row["stage"], row["stage"])} for row in kept["stages"]
            ),
            recipe=renamed(kept["recipe"]),
            models=renamed(kept["models"]),
            edits=kept["edits"],
            seconds=kept["seconds"],
            engine_seconds=kept["engine_seconds"],
        )

    def sentences(self, catalogue: Catalogue) -> tuple[str, ...]:
        """The report in plain words."""
        return plain_words(Condition.from_json(self.condition), self._reports, catalogue)

    def guesses(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Those of `sentences` that say what is guesswork."""
        return guesses(Condition.from_json(self.condition), self._reports, catalogue)

    @property
    def _reports(self) -> list[StageReport]:
        return [StageReport(**stage) for stage in self.stages]

    @property
    def untouched(self) -> bool:
        """Whether the restored version is the original as it came."""
        return self.edits.get("restored") == "none"

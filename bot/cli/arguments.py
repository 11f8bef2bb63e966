"""What `heirloom restore` was asked for, checked before any work begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from bot.cli.results import Wish
from bot.errors import BotError
from restoration.photo import Format
from restoration.recipe import ColorChoice, Look, Recipe, look_of
from restoration.results.writing import write_whole

DEFAULT_STRENGTH = 0.5


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments and options, as typed."""

    photos: tuple[Path, ...]
    out: Path
    recipe: Path | None = None
    strength: float | None = None
    color: str = "auto"
    compare: bool = False
    format: str = "same"
    recursive: bool = False
    as_json: bool = False
    look: Look | None = None
    scale: int | None = None

    def check(self) -> None:
        """Refuse what cannot work, before any photograph is touched; makes the folder for results.

        Raises:
            BotError: a photograph is not there, or results cannot be written.
        """
        for path in self.photos:
            if not path.exists() and not path.is_symlink():
                raise BotError("use.nothing_there", path=str(path))
        probe = self.out / ".heirloom-probe"
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            write_whole(probe, b"")
            probe.unlink()
        except OSError as problem:
            raise BotError(
                "use.out", path=str(self.out), reason=problem.strerror or str(problem)
            ) from problem

    def wish(self, setting: str = "auto") -> Wish:
        """What is asked of every photograph; `setting` is the look that the settings name.

        Raises:
            BotError: the strength or the recipe's file cannot be used.
            InvalidRecipe: the recipe asks for what does not exist.
        """
        strength = DEFAULT_STRENGTH if self.strength is None else self.strength
        if not 0 <= strength <= 1:  # false for NaN too
            raise BotError("use.strength", value=str(strength))
        if self.recipe is not None and (self.strength is not None or self.look is not None):
            raise BotError("use.recipe_and_strength")
        color = ColorChoice(self.color)
        format = None if self.format == "same" else Format(self.format)
        recipe = None if self.recipe is None else _recipe(self.recipe, color, self.scale)
        look = look_of(setting, automatic=Look.FAITHFUL) if self.look is None else self.look
        return Wish(recipe, strength, color, format, self.compare, look, self.scale or 1)


def _recipe(file: Path, color: ColorChoice, scale: int | None) -> Recipe:
    """Read a recipe, YAML or JSON; a colour or a scale chosen on the command line overrules it."""
    try:
        content = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else type(problem).__name__
        raise BotError("use.recipe", path=str(file), reason=reason or type(problem).__name__) from problem
    if not isinstance(content, dict):
        raise BotError("use.recipe", path=str(file), reason=type(content).__name__)
    recipe = Recipe.from_mapping(content if scale is None else {**content, "scale": scale})
    return recipe if color is ColorChoice.AUTO else replace(recipe, colorize=color is ColorChoice.ALWAYS)

"""What each network is trained to do: one file and one row of :data:`TASKS` per network."""

from __future__ import annotations

from training.tasks.clean import Clean
from training.tasks.colorize import Colorize
from training.tasks.condition import Condition
from training.tasks.damage import Damage
from training.tasks.inpaint import Inpaint
from training.tasks.task import Arrays, Task, TaskClass

TASKS: dict[str, TaskClass] = {
    "damage": Damage,
    "inpaint": Inpaint,
    "clean": Clean,
    "colorize": Colorize,
    "condition": Condition,
}

__all__ = ["TASKS", "Arrays", "Task", "TaskClass"]

"""The groups of figures: one file and one row of :data:`ROOMS` per group."""

from __future__ import annotations

from benchmarks.bench import Room
from benchmarks.rooms import color, damage, denoise, harm, inpaint, jpeg, tone

ROOMS: dict[str, Room] = {
    room.name: room
    for room in (harm.ROOM, damage.ROOM, inpaint.ROOM, denoise.ROOM, jpeg.ROOM, tone.ROOM, color.ROOM)
}

__all__ = ["ROOMS"]

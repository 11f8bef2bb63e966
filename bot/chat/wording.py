"""What is said to a chat: status texts, errors and buttons, out of `bot/messages`."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.contract import Button, Buttons
from bot.chat.table import BUTTONS, Facts
from bot.messages import Catalogue
from bot.messages.errors import error_sentence
from bot.messages.report import plain_words
from bot.store.records import PartRecord, RequestRecord
from bot.store.states import State


def waiting_text(catalogue: Catalogue, record: RequestRecord, place: int | None) -> str:
    """What a request's status says while it is not done; `place` counts the photos before it."""
    running = [part for part in record.current if part.state is State.RUNNING]
    if record.state is State.RESTORED:
        return catalogue.say("status.sending")
    if running:
        part = running[0]
        stage = catalogue.say(f"stage.{part.stage}") if part.stage else catalogue.say("status.looking")
        percent = round(100 * record.progress)
        if len(record.current) > 1:
            return catalogue.say(
                "status.running.several",
                number=part.number + 1,
                total=len(record.current),
                stage=stage,
                percent=percent,
            )
        return catalogue.say("status.running", stage=stage, percent=percent)
    number = len(record.current)
    if place:
        return catalogue.say("status.queued.place", place=place, number=number)
    return catalogue.say("status.queued", number=number)


def final_text(catalogue: Catalogue, record: RequestRecord, notes: Sequence[str] = (), *, limit: int) -> str:
    """The report on every part, and `notes` behind it, in at most `limit` characters.

    Where there is too little room for all, reports on what went well are cut, and what failed keeps its
    words.
    """
    if record.state is State.CANCELLED:
        return catalogue.say("status.cancelled")
    parts = record.current or record.parts
    lines = [_part_line(catalogue, part, alone=len(parts) == 1) for part in parts]
    lines += notes
    well = [number for number, part in enumerate(parts) if not part.error]
    spare = limit - len("\n".join(lines))
    if spare < 0 and well:
        room = (spare + sum(len(lines[number]) for number in well)) // len(well)
        for number in well:
            lines[number] = shortened(lines[number], max(1, room))
    return shortened("\n".join(lines), limit)


def _part_line(catalogue: Catalogue, part: PartRecord, *, alone: bool) -> str:
    words = _part_words(catalogue, part)
    return words if alone else catalogue.say("status.part", number=part.number + 1, report=words)


def _part_words(catalogue: Catalogue, part: PartRecord) -> str:
    if part.state is State.FAILED and part.error:
        return error_sentence(catalogue, part.error)
    if part.report:
        told_of = part.report
        words = plain_words(told_of.condition, told_of.stages, catalogue, told_of.size, told_of.look)
        return " ".join(words)
    return catalogue.say("status.cancelled")


def how(catalogue: Catalogue, adapter: str) -> str:
    """How photos are asked for on a platform that has ways of its own; else nothing."""
    hint = f"{adapter}.hint"
    return catalogue.say(hint) if catalogue.knows(hint) else ""


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def buttons(catalogue: Catalogue, record: RequestRecord, *, can_color: bool, files: bool) -> Buttons:
    """The buttons under a request's status."""
    facts = Facts(
        done=record.state.final and any(part.results for part in record.parts),
        open=not record.state.final,
        colored=any(part.colored for part in record.parts),
        can_color=can_color,
        files=files,
    )
    rows: dict[int, list[Button]] = {}
    for row in BUTTONS:
        if row.shown(facts):
            rows.setdefault(row.row, []).append(
                Button(f"{row.name}:{record.id}", catalogue.say(f"button.{row.name}"))
            )
    return tuple(tuple(rows[number]) for number in sorted(rows))

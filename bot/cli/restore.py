"""`heirloom restore`: photographs one after another, each whole or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import hashlib
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.cli.arguments import Arguments
from bot.cli.names import Plan, plan
from bot.cli.narrator import Narrator, shown
from bot.cli.results import Wish, done_before, save
from bot.cli.sources import Found, find
from bot.errors import BotError, FileProblem
from bot.messages import Catalogue
from bot.messages.errors import Coded, error_sentence
from restoration.engine import Engine, Request
from restoration.errors import RestorationError
from restoration.report import Progress
from restoration.settings import EngineSettings

_BYTES_PER_PIXEL = 8  # 16 bit, four channels, not compressed: the largest a pixel is stored
_SLACK_BYTES = 64_000_000  # previews, layers and metadata beside the pixels
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


OK, SOME_FAILED, INTERRUPTED, TERMINATED = 0, 1, 130, 143


@dataclass(slots=True)
class Tally:
    """How a run went: numbers of photographs, and the names of those that failed."""

    restored: int = 0
    skipped: int = 0
    failed: list[str] = field(default_factory=list)


def run(arguments: Arguments, settings: EngineSettings, catalogue: Catalogue) -> int:
    """Do what is asked for and tell of it on stdout and stderr; the process's exit code.

    Raises:
        BotError: what was asked for cannot be done at all, for one because nothing here can enlarge.
        RestorationError: neither the recipe nor the engine can be used as asked.
    """
    wish = arguments.wish(settings.look)
    arguments.check()
    found = find(arguments.photos, arguments.out, recursive=arguments.recursive)
    plans = plan(found.sources, arguments.out)
    tally = Tally()
    code = OK
    with Narrator(catalogue, sys.stdout, sys.stderr, total=len(plans), as_json=arguments.as_json) as narrator:
        try:
            asyncio.run(_restore_all(plans, wish, settings, narrator, tally))
        except KeyboardInterrupt:
            code = INTERRUPTED
        except asyncio.CancelledError:
            code = TERMINATED
        _sum_up(narrator, found, tally, len(plans), interrupted=code != OK)
    return code or (SOME_FAILED if tally.failed else OK)


async def _restore_all(
    plans: Sequence[Plan], wish: Wish, settings: EngineSettings, narrator: Narrator, tally: Tally
) -> None:
    """Restore every photograph, going on after one that fails; what was done before is skipped.

    Fills in `tally`. Ctrl-C and SIGTERM stop it within moments, and what lies on the disk then is whole.
    """
    task = asyncio.current_task()
    if task is not None:
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with Engine(settings) as engine:
        if wish.enlarges and not engine.enlarges:
            raise BotError("use.no_upscaler")
        for plan in plans:
            try:
                report, skipped = await _restore(plan, wish, engine, narrator)
            except (RestorationError, FileProblem) as problem:
                tally.failed.append(shown(plan.source))
                _tell_failure(plan, problem, narrator)
                if problem.code == "file.no_room":  # so would every other
                    break
            else:
                tally.skipped += skipped
                tally.restored += not skipped
                _tell_success(plan, report, skipped, narrator)


async def _restore(plan: Plan, wish: Wish, engine: Engine, narrator: Narrator) -> tuple[dict[str, Any], bool]:
    """Restore one photograph; its report, and whether an earlier run did it.

    Raises:
        RestorationError: it cannot be restored.
        FileProblem: it cannot be read, or its results cannot be written.
    """
    source = await asyncio.to_thread(_read, plan, engine.settings.max_megapixels)
    digest = hashlib.sha256(source).hexdigest()
    earlier = done_before(plan, digest, wish, engine.identities)
    if earlier is not None:
        return earlier, True

    def tell(progress: Progress) -> None:
        narrator.progress(shown(plan.source.name), progress.stage, progress.overall, progress.seconds_left)

    request = Request(source, wish.recipe, wish.strength, wish.color, look=wish.look, scale=wish.scale)
    result = await engine.restore(request, tell)
    try:
        report = await asyncio.to_thread(
            save, plan, source, digest, result, wish, engine.identities, narrator.catalogue
        )
    except OSError as problem:
        code = "file.no_room" if problem.errno in _NO_ROOM else "file.unwritable"
        raise FileProblem(code, path=shown(plan.folder), reason=_reason(problem)) from problem
    return report, False


def _read(plan: Plan, max_megapixels: float) -> bytes:
    """The bytes of a source, unless it is too large to be a photograph that may be decoded."""
    try:
        if not plan.source.is_file():  # a pipe or device would be waited for without end
            plan.source.stat()
            raise FileProblem("file.not_a_file")
        most_bytes = max_megapixels * 1e6 * _BYTES_PER_PIXEL + _SLACK_BYTES
        size = plan.source.stat().st_size
        if size > most_bytes:
            raise FileProblem("file.too_big", megabytes=round(size / 1e6), limit=round(most_bytes / 1e6))
        return plan.source.read_bytes()
    except OSError as problem:
        raise FileProblem("file.unreadable", reason=_reason(problem)) from problem


def _reason(problem: OSError) -> str:
    return problem.strerror or type(problem).__name__


def _tell_success(plan: Plan, report: dict[str, Any], skipped: bool, narrator: Narrator) -> None:
    if skipped:
        sentence = narrator.catalogue.say("restore.skipped")
    else:
        files = ", ".join(shown(version["file"]) for version in report["versions"].values())
        sentence = " ".join([*report["summary"], f"→ {files}"])
    state = "skipped" if skipped else "restored"
    narrator.finished(
        shown(plan.source), sentence, {"state": state, "folder": str(plan.folder.absolute()), **report}
    )


def _tell_failure(plan: Plan, problem: Coded, narrator: Narrator) -> None:
    sentence = error_sentence(narrator.catalogue, problem)
    error = {"code": problem.code, "parameters": dict(problem.parameters), "sentence": sentence}
    line = {"state": "failed", "source": {"path": str(plan.source.absolute())}, "error": error}
    narrator.failed(shown(plan.source), sentence, line)


def _sum_up(narrator: Narrator, found: Found, tally: Tally, total: int, *, interrupted: bool) -> None:
    """Say how it went as a whole, where there is more to say than the photographs' own lines did."""
    say = narrator.catalogue.say
    if interrupted:
        left = total - tally.restored - tally.skipped - len(tally.failed)
        narrator.complain(say("restore.interrupted", left=left))
    if total == 0:
        narrator.complain(say("restore.nothing"))
    if total > 1:
        figures = {"restored": tally.restored, "skipped": tally.skipped, "failed": len(tally.failed)}
        narrator.remark(say("restore.done", **figures))
    for code, number in (("files", found.other_files), ("folders", found.closed_folders)):
        if number:
            narrator.remark(say(f"restore.passed_by.{code}", number=number))
    if total > 1 and tally.failed:
        narrator.complain("\n".join([say("restore.failed"), *(f"  {name}" for name in tally.failed)]))

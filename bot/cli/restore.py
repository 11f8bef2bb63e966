"""`heirloom restore`: photographs one after another, each whole or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import hashlib
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.cli.arguments import Arguments
from bot.cli.bag import close
from bot.cli.names import Plan, plan
from bot.cli.narrator import Narrator, shown
from bot.cli.results import Wish, done_before, save
from bot.cli.sources import Found, find
from bot.errors import BotError, FileProblem
from bot.messages import Catalogue
from bot.messages.errors import Coded, error_sentence
from restoration.engine import Engine, Request
from restoration.errors import RestorationError
from restoration.formats.pages import pages_of
from restoration.provenance import Signer
from restoration.report import Progress
from restoration.settings import EngineSettings

_BYTES_PER_PIXEL = 8  # 16 bit, four channels, not compressed: the largest a pixel is stored
_SLACK_BYTES = 64_000_000  # previews, layers and metadata beside the pixels
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


OK, SOME_FAILED, INTERRUPTED, TERMINATED = 0, 1, 130, 143


@dataclass(slots=True)
class Tally:
    """How a run went: numbers of photographs, the names of those that failed; whether the disk ended it."""

    restored: int = 0
    skipped: int = 0
    failed: list[str] = field(default_factory=list)
    no_room: bool = False


def run(
    arguments: Arguments, settings: EngineSettings, catalogue: Catalogue, signer: Signer | None = None
) -> int:
    """Do what is asked for and tell of it on stdout and stderr; the process's exit code.

    Raises:
        BotError: what was asked for cannot be done at all, for one because nothing here can enlarge.
        RestorationError: neither the recipe nor the engine can be used as asked.
    """
    wish = replace(arguments.wish(settings.look), signer=signer)
    arguments.check()
    found = find(
        arguments.photos, arguments.out, recursive=arguments.recursive, keep_tree=arguments.keep_tree
    )
    plans = plan(found.sources, arguments.folder)
    tally = Tally()
    code = OK
    with Narrator(catalogue, sys.stdout, sys.stderr, total=len(plans), as_json=arguments.as_json) as narrator:
        try:
            asyncio.run(_restore_all(plans, wish, _sharing(settings, arguments.jobs), narrator, tally))
            if arguments.bag and not tally.no_room:
                close(arguments.out)
        except KeyboardInterrupt:
            code = INTERRUPTED
        except asyncio.CancelledError:
            code = TERMINATED
        except OSError as problem:  # of the bag's manifests
            narrator.complain(
                error_sentence(
                    catalogue,
                    FileProblem("file.unwritable", path=shown(arguments.out), reason=_reason(problem)),
                )
            )
            code = SOME_FAILED
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
    left = iter(plans)

    async def work(engine: Engine) -> None:
        for one in left:  # shared: each takes the next one
            try:
                report, skipped = await restore_one(one, wish, engine, narrator)
            except (RestorationError, FileProblem) as problem:
                tally.failed.append(named(one))
                tell_failure(one, problem, narrator)
                tally.no_room = tally.no_room or problem.code == "file.no_room"
            else:
                tally.skipped += skipped
                tally.restored += not skipped
                tell_success(one, report, skipped, narrator)
            if tally.no_room:  # every other would fail as well
                return

    async with Engine(settings) as engine:
        if wish.enlarges and not engine.enlarges:
            raise BotError("use.no_upscaler")
        await asyncio.gather(*(work(engine) for _ in range(settings.concurrency)))


def _sharing(settings: EngineSettings, jobs: int) -> EngineSettings:
    """The settings for a number of photographs at the same time, which share the processor's cores."""
    if jobs == 1:
        return replace(settings, concurrency=1)
    threads = settings.threads or max(1, (os.cpu_count() or 1) // jobs)
    return replace(settings, concurrency=jobs, threads=threads)


def named(plan: Plan) -> str:
    """A photograph as it is told of: its path, and its page where it is one of several."""
    return f"{shown(plan.source)}#{plan.page}" if plan.page else shown(plan.source)


async def restore_one(
    plan: Plan, wish: Wish, engine: Engine, narrator: Narrator
) -> tuple[dict[str, Any], bool]:
    """Restore one photograph; its report, and whether an earlier run did it.

    Raises:
        RestorationError: it cannot be restored.
        FileProblem: it cannot be read, or its results cannot be written.
    """
    source, digest = await asyncio.to_thread(read_source, plan, engine.settings.max_megapixels)
    earlier = done_before(plan, digest, wish, engine.identities)
    if earlier is not None:
        return earlier, True

    def tell(progress: Progress) -> None:
        narrator.progress(named(plan), progress.stage, progress.overall, progress.seconds_left)

    request = Request(
        *(source, wish.recipe, wish.strength, wish.color),
        look=wish.look,
        scale=wish.scale,
        salvage=wish.salvage,
    )
    try:
        result = await engine.restore(request, tell)
        report = await asyncio.to_thread(
            save, plan, source, digest, result, wish, engine.identities, narrator.catalogue
        )
    except OSError as problem:
        code = "file.no_room" if problem.errno in _NO_ROOM else "file.unwritable"
        raise FileProblem(code, path=shown(plan.folder), reason=_reason(problem)) from problem
    finally:
        narrator.settled(named(plan))
    return report, False


def read_source(plan: Plan, max_megapixels: float) -> tuple[bytes, str]:
    """The bytes of a photograph and the SHA-256 of the file it lies in.

    Raises:
        FileProblem: the file cannot be read, or is too large to be a photograph that may be decoded.
        RestorationError: its page cannot be taken out.
    """
    data = _read(plan, max_megapixels)
    digest = hashlib.sha256(data).hexdigest()
    return (pages_of(data).take(plan.page - 1) if plan.page else data), digest


def _read(plan: Plan, max_megapixels: float) -> bytes:
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


def tell_success(plan: Plan, report: dict[str, Any], skipped: bool, narrator: Narrator) -> None:
    """Say that a photograph is done, now or by an earlier run."""
    if skipped:
        sentence = narrator.catalogue.say("restore.skipped")
    else:
        files = ", ".join(shown(version["file"]) for version in report["versions"].values())
        sentence = " ".join([*report["summary"], f"→ {files}"])
    state = "skipped" if skipped else "restored"
    narrator.finished(
        named(plan), sentence, {"state": state, "folder": str(plan.folder.absolute()), **report}
    )


def tell_failure(plan: Plan, problem: Coded, narrator: Narrator) -> None:
    """Say why a photograph could not be restored."""
    sentence = error_sentence(narrator.catalogue, problem)
    error = {"code": problem.code, "parameters": dict(problem.parameters), "sentence": sentence}
    line = {"state": "failed", "source": {"path": str(plan.source.absolute())}, "error": error}
    narrator.failed(named(plan), sentence, line)


def _sum_up(narrator: Narrator, found: Found, tally: Tally, total: int, *, interrupted: bool) -> None:
    """Say how it went as a whole, where there is more to say than the photographs' own lines did."""
    say = narrator.catalogue.say
    left = total - tally.restored - tally.skipped - len(tally.failed)
    if tally.no_room and left:
        narrator.complain(say("restore.untried", left=left))
    if interrupted:
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

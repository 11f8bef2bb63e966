"""Everything that can go wrong in the service, as codes with parameters; sentences are in `bot/messages`.

An error has a class of its own only where somebody catches it apart from others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from restoration.errors import CodedError, Value


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """What an error of one code states.

    Attributes:
        parameters: the type of each; a float may also be given as an int.
        optional: parameters that may be missing.
        retryable: whether the very same may succeed later without anybody changing anything.
    """

    parameters: Mapping[str, type]
    optional: Mapping[str, type]
    retryable: bool

    def check(self, parameters: Mapping[str, Value]) -> None:
        """Raises TypeError unless these are the parameters of this kind."""
        known = {**self.parameters, **self.optional}
        missing = self.parameters.keys() - parameters.keys()
        wrong = [
            name
            for name, value in parameters.items()
            if name not in known
            or not isinstance(value, (int, float) if known[name] is float else known[name])
        ]
        if missing or wrong:
            raise TypeError(f"missing {sorted(missing)}, unknown or of the wrong type {wrong}")


def _kind(
    *, retryable: bool = False, optional: Mapping[str, type] | None = None, **parameters: type
) -> ErrorKind:
    return ErrorKind(parameters, optional or {}, retryable)


KINDS: Mapping[str, ErrorKind] = {
    # Settings: `key` names the setting; `reason` is in the system's or a library's words, here and below.
    "settings.file": _kind(key=str, path=str, reason=str),
    "settings.mapping": _kind(key=str),
    "settings.secret": _kind(key=str, variable=str),
    "settings.unknown": _kind(key=str),
    # `expected` is one of `bot.settings.values.KINDS`, which says what else is stated.
    "settings.data": _kind(path=str, reason=str),
    "settings.wrong": _kind(
        key=str, expected=str, optional={"minimum": float, "maximum": float, "choices": str}
    ),
    "settings.no_platform": _kind(platforms=str),
    "settings.no_extra": _kind(platform=str, extra=str),
    "settings.metrics_port": _kind(host=str, port=int, reason=str),
    # What was asked of `heirloom restore`.
    "use.nothing_there": _kind(path=str),
    "use.strength": _kind(value=str),
    "use.recipe_and_strength": _kind(),
    "use.no_upscaler": _kind(),
    "use.recipe": _kind(path=str, reason=str),
    "use.out": _kind(path=str, reason=str),
    # Files that cannot be read or written.
    "file.not_a_file": _kind(),
    "file.too_big": _kind(megabytes=float, limit=float),
    "file.unreadable": _kind(reason=str),
    "file.unwritable": _kind(path=str, reason=str),
    "file.no_room": _kind(path=str, reason=str),
    # The database; `found` was made by another release than the one that `needed` or `known` is of.
    "database.unreachable": _kind(reason=str, retryable=True),
    "database.address": _kind(),
    "database.failed": _kind(reason=str, log=str),
    "database.major": _kind(path=str, found=str, needed=int),
    "database.user": _kind(uid=int),
    "database.folder": _kind(path=str),
    "database.none": _kind(system=str),
    "database.newer": _kind(found=int, known=int),
    # Photos and wishes that are not taken.
    "refused.megabytes": _kind(megabytes=float, limit=float),
    "refused.too_large": _kind(limit=float),
    "refused.queue_full": _kind(retryable=True),
    "refused.unfinished": _kind(limit=int, retryable=True),
    "refused.quota": _kind(limit=int, retryable=True),
    "refused.album": _kind(limit=int),
    "refused.not_allowed": _kind(),
    "refused.blocked": _kind(),
    "refused.wish": _kind(name=str),
    # Works that failed for a reason that is not in the photo.
    "work.crashed": _kind(),
    "work.too_slow": _kind(minutes=float),
    "work.failed": _kind(),
    "work.file_gone": _kind(),
    "work.original_gone": _kind(),
    # The store of photos and results; `url` is its address, which holds no keys.
    "store.address": _kind(url=str),
    "store.keys": _kind(),
    "store.denied": _kind(url=str),
    "store.missing": _kind(url=str),
    "store.unreachable": _kind(url=str, reason=str, retryable=True),
}
"""Code -> what an error of that code states. Every code has its sentence in `bot/messages`."""


class BotError(CodedError):
    """Something of the service's cannot be done: `code` is one of `KINDS`."""

    def __init__(self, code: str, **parameters: Value) -> None:
        """Raises TypeError where the parameters are not the code's."""
        kind = KINDS[code]
        kind.check(parameters)
        super().__init__(**parameters)
        self.code = code
        self.retryable = kind.retryable

    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling between processes."""
        return _rebuild, (type(self), self.code, self.parameters)


def _rebuild(kind: type[BotError], code: str, parameters: dict[str, Value]) -> BotError:
    return kind(code, **parameters)


class NotTaken(BotError):
    """A photo is not taken because of a limit; the others that came with it are."""


class FileProblem(BotError):
    """One file cannot be read or written; others may."""


class DatabaseUnreachable(BotError):
    """No connection can be made; the embedded database may just not run."""

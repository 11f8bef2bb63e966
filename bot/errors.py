"""Everything that can go wrong in this room, as codes with parameters; sentences are in `bot/messages`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from restoration.errors import CodedError


class BotError(CodedError):
    """Something of the bot's cannot be done."""

    code = "bot"

    @classmethod
    def kinds(cls) -> Iterator[type[Self]]:
        """Every kind below this one; families too, for some of them are raised as they are."""
        for kind in cls.__subclasses__():
            yield kind
            yield from kind.kinds()


class SettingsError(BotError):
    """The settings cannot be used."""

    code = "settings"


class UnreadableSettings(SettingsError):
    """A file that `key` names cannot be read: `path`, `reason` in the system's words."""

    code = "settings.file"


class MisshapenSettings(SettingsError):
    """Where names with values should stand, `key` holds something else."""

    code = "settings.mapping"


class SecretInFile(SettingsError):
    """`key` is a secret and stands in a file; it belongs into the environment as `variable`."""

    code = "settings.secret"


class UnknownSetting(SettingsError):
    """There is no such `key`."""

    code = "settings.unknown"


class WrongSetting(SettingsError):
    """The value of `key` does not fit: `expected` is a word of `bot.settings.values.KINDS`."""

    code = "settings.wrong"


class WrongUse(BotError):
    """A command was asked for something that it cannot do."""

    code = "use"


class NothingThere(WrongUse):
    """There is no file or folder `path`."""

    code = "use.nothing_there"


class WrongStrength(WrongUse):
    """A strength is outside 0..1: `value`."""

    code = "use.strength"


class RecipeAndStrength(WrongUse):
    """A recipe and a strength were given, and the recipe holds every strength."""

    code = "use.recipe_and_strength"


class UnreadableRecipe(WrongUse):
    """The recipe file `path` cannot be read: `reason`."""

    code = "use.recipe"


class UnusableFolder(WrongUse):
    """The folder for results `path` cannot be made or written to: `reason`."""

    code = "use.out"


class FileProblem(BotError):
    """A file cannot be read or written."""

    code = "file"


class NotAFile(FileProblem):
    """What should be a photograph is a pipe, a device or the like."""

    code = "file.not_a_file"


class FileTooBig(FileProblem):
    """A file holds more than any photograph allowed: `megabytes`, `limit`."""

    code = "file.too_big"


class UnreadableFile(FileProblem):
    """A file cannot be read: `reason` in the system's words."""

    code = "file.unreadable"


class UnwritableFile(FileProblem):
    """A result cannot be written into the folder `path`: `reason` in the system's words."""

    code = "file.unwritable"


class NoRoom(UnwritableFile):
    """The disk of the folder `path` is full or read-only, so that no other result could be written either."""

    code = "file.no_room"


class ExtraMissing(FileProblem):
    """An optional package is not installed: `extra` names the group that brings it."""

    code = "file.extra_missing"


class DatabaseError(BotError):
    """The database cannot be used."""

    code = "database"


class DatabaseUnreachable(DatabaseError):
    """No connection can be made: `reason` in the driver's words, without a password."""

    code = "database.unreachable"
    retryable = True


class DatabaseAddress(DatabaseError):
    """The address of the database cannot be read."""

    code = "database.address"


class DatabaseFailed(DatabaseError):
    """The embedded PostgreSQL does not start: `reason`, and the `log` folder that says more."""

    code = "database.failed"


class OtherMajor(DatabaseError):
    """The folder `path` was made by PostgreSQL `found`, and this Heirloom brings `needed`."""

    code = "database.major"


class UnknownUser(DatabaseError):
    """The process runs under a user id that the system has no name for: `uid`."""

    code = "database.user"


class ForeignFolder(DatabaseError):
    """The folder for the socket, `path`, belongs to somebody else or is open to others."""

    code = "database.folder"


class NoEmbeddedDatabase(DatabaseError):
    """On this `system` there is no embedded PostgreSQL."""

    code = "database.none"


class NewerSchema(DatabaseError):
    """The tables were made by a newer Heirloom: version `found`, and this one knows `known`."""

    code = "database.newer"


class Refused(BotError):
    """A photo or a wish is not taken; the sentence says what to do instead."""

    code = "refused"


class TooManyBytes(Refused):
    """The file has `megabytes`, and `limit` are allowed."""

    code = "refused.megabytes"


class FileTooLarge(Refused):
    """The file has more than the `limit` of megabytes, nobody says how many."""

    code = "refused.too_large"


class QueueFull(Refused):
    """So many photos wait that another would wait too long."""

    code = "refused.queue_full"
    retryable = True


class TooManyUnfinished(Refused):
    """The person has `limit` photos waiting already."""

    code = "refused.unfinished"
    retryable = True


class QuotaReached(Refused):
    """The person has sent the `limit` photos that a day allows."""

    code = "refused.quota"
    retryable = True


class AlbumTooLong(Refused):
    """An album has more than `limit` photos."""

    code = "refused.album"


class NotAllowed(Refused):
    """The operator has not allowed this person or chat."""

    code = "refused.not_allowed"


class Blocked(Refused):
    """An operator has blocked this person or chat."""

    code = "refused.blocked"


class WrongWish(Refused):
    """A wish cannot be fulfilled: `name` says which."""

    code = "refused.wish"


class WorkProblem(BotError):
    """The work on one photo failed for a reason that is not in the photo."""

    code = "work"


class WorkCrashed(WorkProblem):
    """The worker died over this photo, every time."""

    code = "work.crashed"


class WorkTooSlow(WorkProblem):
    """The work took longer than `minutes`."""

    code = "work.too_slow"


class WorkFailed(WorkProblem):
    """The work failed over and over, for a reason nobody foresaw."""

    code = "work.failed"


class FileGone(WorkProblem):
    """The platform no longer has the file."""

    code = "work.file_gone"


class OriginalGone(WorkProblem):
    """The original was deleted before it could be worked on."""

    code = "work.original_gone"


class NoPlatform(SettingsError):
    """No chat platform is switched on; there are `platforms`."""

    code = "settings.no_platform"


class MissingExtra(SettingsError):
    """The libraries of a `platform` are not installed; the package's `extra` brings them."""

    code = "settings.no_extra"


class StoreError(BotError):
    """The store of photos and results cannot be used."""

    code = "store"


class NotAStore(StoreError):
    """The address `url` names no store."""

    code = "store.address"


class StoreKeysInAddress(StoreError):
    """The address of the store holds keys, which belong into the environment."""

    code = "store.keys"


class StoreDenied(StoreError):
    """The store at `url` refuses to be written to, read or deleted from."""

    code = "store.denied"


class StoreMissing(StoreError):
    """There is no bucket at `url`."""

    code = "store.missing"


class StoreUnreachable(StoreError):
    """The store at `url` does not answer: `reason` in its library's words."""

    code = "store.unreachable"
    retryable = True


class PortTaken(SettingsError):
    """The figures cannot be served on `host` and `port`: `reason` in the system's words."""

    code = "settings.metrics_port"

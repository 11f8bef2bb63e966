"""The first command works wherever it is typed: from `heirloom serve` to a delivered photo.

The networks are those that ship, and folders, users and processes are real. What needs root, such as another
user or a network of its own, is left out without it.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from adapters.web.listening import USUAL_PORT
from tests.peers.first_command import (
    DATA,
    IS_ROOT,
    NOBODY,
    ROOT,
    Installation,
    Terminal,
    built,
    checked_out,
    folder,
    installed,
)
from tests.services.running import jpeg

ORDINARY = NOBODY if IS_ROOT else ""
"""A user who is not root."""

needs_root = pytest.mark.skipif(not IS_ROOT, reason="needs root, to become somebody else")

pytestmark = pytest.mark.peers


@pytest.fixture(scope="module")
def workshop() -> Iterator[Path]:
    """A folder for what the cases share, which everybody may read."""
    with folder() as made:
        yield made


@pytest.fixture(scope="module")
def photo(workshop: Path) -> Path:
    """A photo to be restored, which is given a colourised version as well."""
    file = workshop / "grandma.jpg"
    file.write_bytes(jpeg(width=320, height=240, scratch=True))
    return file


@pytest.fixture(scope="module")
def shared(workshop: Path) -> Installation:
    """Heirloom in an environment that everybody may read, made by a Python that everybody may run."""
    return installed(workshop / "environment", public_python(), built(workshop))


def public_python() -> str:
    """A Python with venv that another user can run too."""
    for python in dict.fromkeys(["/usr/local/bin/python3", "/usr/bin/python3", sys.executable]):
        switch = ["setpriv", f"--reuid={NOBODY}", "--clear-groups"] if IS_ROOT else []
        code = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"
        if shutil.which(python) and not subprocess.run([*switch, python, "-c", code], check=False).returncode:
            return python
    raise AssertionError("there is no Python here that an ordinary user can run")


@needs_root
def test_root_starts_an_installation_in_a_folder_closed_to_everybody_else(
    shared: Installation, photo: Path
) -> None:
    with folder(mode=0o700) as home:
        own = shared.copied(home / "environment")
        with Terminal(home).started(own.heirloom, "serve") as heirloom:
            heirloom.delivers(photo)
            assert heirloom.end() == 0


@needs_root
def test_root_says_make_run_in_a_checkout_in_a_folder_closed_to_everybody_else(
    shared: Installation, photo: Path
) -> None:
    with folder(mode=0o700) as home:
        checkout = checked_out(home / "heirloom")
        shared.copied(checkout / ".venv", checkout=checkout)
        (checkout / ".venv" / ".installed").touch()
        with Terminal(home).started("make", "-C", str(checkout), "run") as heirloom:
            heirloom.delivers(photo)


@needs_root
@pytest.mark.parametrize("user", ["", NOBODY], ids=["root", "an ordinary user"])
def test_a_umask_that_closes_everything_is_none_to_heirloom(
    shared: Installation, photo: Path, user: str
) -> None:
    with folder(user=user) as home:
        own = shared if user else shared.copied(home / "environment", umask=0o077)
        terminal = Terminal(home, user, umask=0o077)
        for _ in range(2):
            with terminal.started(own.heirloom, "serve") as heirloom:
                heirloom.delivers(photo)


PATHS = {
    "spaces, umlauts and an apostrophe": "Oma Käthe's größte Fotos",
    "more than a socket's name": "long/" * 40,
}


@pytest.mark.parametrize("name", PATHS.values(), ids=PATHS)
def test_any_path_will_do(shared: Installation, photo: Path, name: str) -> None:
    with folder(name=name, user=ORDINARY) as home:
        own = shared.copied(home / "environment")
        with Terminal(home, ORDINARY).started(own.heirloom, "serve") as heirloom:
            heirloom.delivers(photo)


SURROUNDINGS = {
    "a home that is read-only": {"inside": ["mount --bind . .", "mount -o remount,ro,bind ."]},
    "a temporary folder that nothing names": {"environ": {"TMPDIR": ""}},
    "a temporary folder that is not there": {"environ": {"TMPDIR": "/nowhere"}},
    "no locale": {"environ": {"LANG": ""}},
    "a locale that this system lacks": {
        "environ": {"LANG": "xx_YY.ISO-8859-1", "LC_ALL": "xx_YY.ISO-8859-1"}
    },
    "a megabyte of shared memory": {"inside": ["mount -t tmpfs -o size=1m tmpfs /dev/shm"]},
    "no shared memory": {"inside": ["mount -t tmpfs -o size=4k tmpfs /dev/shm"]},
    "no network but IPv4 on this computer": {"inside": ["echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6"]},
    "no network at all but this computer": {"inside": []},
}


@needs_root
@pytest.mark.parametrize("around", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_surroundings_will_do_that_have(shared: Installation, photo: Path, around: dict[str, Any]) -> None:
    with folder(user=NOBODY) as home, folder(user=NOBODY) as elsewhere:
        environ = {"HEIRLOOM_DATA": str(elsewhere), **around.get("environ", {})}
        inside = cut_off(around["inside"]) if "inside" in around else ()
        with Terminal(home, NOBODY, inside=inside, environ=environ).started(
            shared.heirloom, "serve"
        ) as heirloom:
            heirloom.delivers(photo)
            assert heirloom.said().count("\n") == 1, heirloom.said()


def cut_off(preparation: list[str]) -> list[str]:
    """Words before a command that is to run after `preparation`, with a network and mounts of its own."""
    return [
        "unshare",
        "--net",
        "--mount",
        "sh",
        "-c",
        f'{" && ".join([*preparation, LOOPBACK])} && exec "$@"',
        "sh",
    ]


LOOPBACK = "ip link set lo up"


def test_where_the_usual_port_is_taken_the_page_is_on_another_which_is_said(
    shared: Installation, photo: Path
) -> None:
    with folder(user=ORDINARY) as home, taken(USUAL_PORT):
        environ = {"HEIRLOOM_WEB_PORT": ""}
        with Terminal(home, ORDINARY, environ=environ).started(shared.heirloom, "serve") as heirloom:
            assert f":{USUAL_PORT}/" not in heirloom.address()
            assert f"Port {USUAL_PORT} is taken" in heirloom.said()
            heirloom.delivers(photo)


def test_where_a_port_that_was_named_is_taken_a_sentence_offers_one_that_works(
    shared: Installation, photo: Path
) -> None:
    with folder(user=ORDINARY) as home, taken(0) as port:
        named = Terminal(home, ORDINARY, environ={"HEIRLOOM_WEB_PORT": str(port)})
        done = named.run(shared.heirloom, "serve")
        assert done.returncode == 1
        (sentence,) = done.stdout.splitlines()
        (offered,) = re.findall(r"HEIRLOOM_WEB_PORT=(\d+)", sentence)
        offer = Terminal(home, ORDINARY, environ={"HEIRLOOM_WEB_PORT": offered})
        with offer.started(shared.heirloom, "serve") as heirloom:
            assert heirloom.address().endswith(f":{offered}/")
            heirloom.delivers(photo)


@contextmanager
def taken(port: int) -> Iterator[int]:
    """A port on which another program listens, if there is none yet; 0 = any."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            other.bind(("127.0.0.1", port))
            other.listen()
            port = other.getsockname()[1]
        yield port


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_it_runs_on_python(workshop: Path, shared: Installation, photo: Path, version: str) -> None:
    python = python_of(version)
    if not python:
        pytest.skip(f"there is no Python {version} here")
    own = installed(workshop / version, python, shared.wheel)
    with folder() as home, Terminal(home).started(own.heirloom, "serve") as heirloom:
        heirloom.delivers(photo)


def python_of(version: str) -> str:
    """A Python of this version with venv, from the system, pyenv or uv; empty = there is none."""
    kept = [".pyenv/versions", ".local/share/uv/python"]
    found = [each for place in kept for each in Path.home().glob(f"{place}/*/bin/python{version}")]
    for python in [f"/usr/local/bin/python{version}", f"/usr/bin/python{version}", *map(str, found)]:
        code = f"import sys, venv, ensurepip; sys.exit('%d.%d' % sys.version_info[:2] != '{version}')"
        if Path(python).exists() and not subprocess.run([python, "-c", code], check=False).returncode:
            return python
    return ""


def test_a_second_start_finds_what_the_first_one_kept(shared: Installation, photo: Path) -> None:
    with folder(user=ORDINARY) as home:
        terminal = Terminal(home, ORDINARY)
        with terminal.started(shared.heirloom, "serve") as heirloom:
            first = heirloom.delivers(photo)
            assert heirloom.end() == 0
        with terminal.started(shared.heirloom, "serve") as heirloom:
            assert heirloom.delivers(photo) != first
        assert kept(home, photo) == 2


def test_after_kill_9_it_starts_and_delivers(shared: Installation, photo: Path) -> None:
    with folder(user=ORDINARY) as home:
        terminal = Terminal(home, ORDINARY)
        with terminal.started(shared.heirloom, "serve") as heirloom:
            heirloom.delivers(photo)
            heirloom.process.kill()
        with terminal.started(shared.heirloom, "serve") as heirloom:
            heirloom.delivers(photo)
            assert heirloom.end() == 0


RELEASE_BEFORE = "398c4ef"
"""The commit of the release before this one; where its history is not there, its folders cannot be made."""


@pytest.fixture(scope="module")
def release_before(workshop: Path) -> Path:
    """The files of the release before."""
    if subprocess.run(["git", "-C", str(ROOT), "cat-file", "-e", RELEASE_BEFORE], check=False).returncode:
        pytest.skip("this checkout has no history")
    return checked_out(workshop / "before", RELEASE_BEFORE)


def test_what_the_release_before_kept_is_kept_on(
    shared: Installation, photo: Path, release_before: Path
) -> None:
    with folder(user=ORDINARY) as home:
        python = str(shared.environment / "bin" / "python")
        before = Terminal(home, ORDINARY, environ={"PYTHONPATH": str(release_before)})
        with before.started(python, "-m", "bot.cli", "serve") as heirloom:
            heirloom.delivers(photo)
        with Terminal(home, ORDINARY).started(shared.heirloom, "serve") as heirloom:
            heirloom.delivers(photo)
        assert kept(home, photo) == 2


@needs_root
def test_what_the_release_before_could_not_start_as_root_starts(
    shared: Installation, photo: Path, release_before: Path
) -> None:
    with folder(mode=0o700) as home:
        own = shared.copied(home / "environment")
        python = str(own.environment / "bin" / "python")
        before = Terminal(home, environ={"PYTHONPATH": str(release_before)})
        assert before.run(python, "-m", "bot.cli", "serve").returncode
        with Terminal(home).started(own.heirloom, "serve") as heirloom:
            heirloom.delivers(photo)


def kept(home: Path, photo: Path) -> int:
    """How often this photo is kept, as it was sent."""
    files = [file for file in (home / DATA / "blobs").rglob("*") if file.is_file()]
    return sum(file.read_bytes() == photo.read_bytes() for file in files)


@needs_root
def test_a_database_that_cannot_be_made_is_told_in_a_sentence_with_the_place_of_its_log(
    shared: Installation,
) -> None:
    with folder() as home:
        inside = cut_off([f"mount -t tmpfs -o size=8m tmpfs {home}"])
        done = Terminal(home, inside=inside).run(shared.heirloom, "serve")
        assert done.returncode == 2
        (sentence,) = done.stdout.splitlines()
        assert "No space left on device" in sentence
        assert str(home / DATA / "database" / "start.log") in sentence


@needs_root
def test_a_home_that_is_closed_is_told_in_a_sentence(shared: Installation) -> None:
    with folder() as home:
        done = Terminal(home, NOBODY, environ={"HEIRLOOM_DATA": ""}).run(shared.heirloom, "serve")
        assert (done.returncode, done.stdout.count("\n")) == (2, 1)
        assert "HEIRLOOM_DATA" in done.stdout


@pytest.mark.parametrize("target", ["run", "test"])
def test_make_tells_in_a_sentence_where_its_log_is_when_libraries_cannot_be_had(target: str) -> None:
    with folder() as home:
        checkout = checked_out(home / "heirloom")
        nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
        terminal = Terminal(checkout, environ={**nowhere, "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": ""})
        done = terminal.run("make", target)
        assert done.returncode
        ready, sentence, _ = done.stdout.splitlines()  # the last line is make's own
        assert ready.startswith("Getting")
        assert sentence.endswith("stands in .venv/setup.log.")
        assert "127.0.0.1" in (checkout / ".venv" / "setup.log").read_text("utf-8")


def test_from_a_fresh_checkout_to_a_delivered_photo_it_says_three_lines(photo: Path) -> None:
    """How long it took is printed; a busy machine is no reason to fail."""
    with folder() as home:
        checkout = checked_out(home / "heirloom")
        began = time.monotonic()
        with Terminal(home).started("make", "-C", str(checkout), "--no-print-directory", "run") as heirloom:
            heirloom.delivers(photo)
            print(f"{time.monotonic() - began:.0f} s from a fresh checkout to a delivered photo")
            begun, starting, page = heirloom.said().splitlines()
            assert begun.startswith("Getting ready, once")
            assert starting == "Starting Heirloom ..."
            assert heirloom.address() in page

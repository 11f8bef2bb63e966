"""The image, as far as it can be tried without a container engine.

There is none on most machines that run these tests, so the Dockerfile's own install steps are run instead: in
a clean folder that holds what `.dockerignore` lets through, in a clean environment, and as an ordinary user
even where the tests run as root. Not shown: that the base image can be had, and that the finished one starts.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import pwd
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import cv2
import numpy as np
import pytest

from tests.waiting import PATIENCE_SECONDS, quiet_port

ROOT = Path(__file__).parents[2]
INSTALLED = "/opt/heirloom"
NEEDS_ROOT = "useradd"
NOTHING: Mapping[str, str] = {}
PASSED_ON = ("PATH", "LANG", "PIP_", "SSL_", "REQUESTS_", "HTTP", "http", "NO_PROXY", "no_proxy")

pytestmark = pytest.mark.peers  # it installs the whole of Heirloom anew: half a minute and more


@dataclass(frozen=True)
class Person:
    """An ordinary user with a folder of their own and a Python that they can run."""

    home: Path
    user: int | None
    python: str

    def run(
        self, *command: str, folder: Path | None = None, environ: Mapping[str, str] = NOTHING
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as this person."""
        return subprocess.run(
            command, capture_output=True, text=True, check=False, **self._as_person(folder, environ)
        )

    @contextmanager
    def running(self, *command: str, environ: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
        """The same, with the command going on inside the block."""
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, **self._as_person(None, environ)
        ) as process:
            try:
                yield process
            finally:
                process.terminate()
                process.wait(PATIENCE_SECONDS)

    def _as_person(self, folder: Path | None, environ: Mapping[str, str]) -> dict[str, Any]:
        passed = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
        return {
            "cwd": folder or self.home,
            "env": {**passed, "HOME": str(self.home), "LANG": "C.UTF-8", **environ},
            "user": self.user,
            "group": None if self.user is None else pwd.getpwuid(self.user).pw_gid,
            "extra_groups": None if self.user is None else [],
        }


@pytest.fixture(scope="module")
def person() -> Iterator[Person]:
    """Whoever runs the tests, or `nobody` where that is root."""
    user = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="heirloom-"))
    if user is not None:
        os.chown(home, user, pwd.getpwuid(user).pw_gid)
    try:
        yield Person(home, user, reachable_python(home, user))
    finally:
        shutil.rmtree(home)


def reachable_python(home: Path, user: int | None) -> str:
    """A Python with venv that this user can run."""
    for python in dict.fromkeys([sys.executable, "/usr/local/bin/python3", "/usr/bin/python3"]):
        try:
            checked = Person(home, user, python).run(
                python, "-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"
            )
        except OSError:
            continue
        if checked.returncode == 0:
            return python
    raise AssertionError("there is no Python here that an ordinary user can run")


@pytest.fixture(scope="module")
def installed(person: Person) -> Path:
    """Where Heirloom is after the Dockerfile's RUN lines."""
    source, target = person.home / "src", person.home / "opt"
    copy_context(source)
    if person.user is not None:
        for path in (source, *source.rglob("*")):
            os.chown(path, person.user, pwd.getpwuid(person.user).pw_gid)
    for step in run_lines():
        command = step.replace(INSTALLED, str(target)).replace("python -m venv", f"{person.python} -m venv")
        done = person.run("sh", "-ec", command, folder=source)
        assert done.returncode == 0, f"{step}\n{done.stdout}\n{done.stderr}"
    return target


def run_lines() -> list[str]:
    """The commands of the Dockerfile's RUN lines, save the one that makes a user."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    steps = [line.removeprefix("RUN ") for line in lines if line.startswith("RUN ")]
    assert not any(step.endswith("\\") for step in steps)
    return [step for step in steps if not step.startswith(NEEDS_ROOT)]


def container_environment() -> dict[str, str]:
    """What the image's ENV lines say of Heirloom."""
    *_, final = (ROOT / "Dockerfile").read_text("utf-8").split("\nFROM ")
    said = [word for line in final.splitlines() if line.startswith("ENV ") for word in shlex.split(line)[1:]]
    pairs = (word.partition("=") for word in said)
    return {name: value for name, _, value in pairs if name.startswith("HEIRLOOM_")}


def health_check() -> list[str]:
    """The words of the image's HEALTHCHECK."""
    (line,) = re.findall(r"^HEALTHCHECK .*CMD (\[.*\])$", (ROOT / "Dockerfile").read_text("utf-8"), re.M)
    words: list[str] = json.loads(line)
    return words


def copy_context(folder: Path) -> None:
    """Copy what `.dockerignore` lets through, as COPY would get it."""
    ignored, *lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored == "*"
    folder.mkdir()
    for name in (line.removeprefix("!") for line in lines if line.startswith("!")):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)


def test_the_installed_command_restores_a_photograph_from_another_folder(
    person: Person, installed: Path
) -> None:
    elsewhere = person.home / "else where"
    elsewhere.mkdir(mode=0o777)
    elsewhere.chmod(0o777)
    gradient = np.tile(np.linspace(60, 190, 96), (64, 1)).astype(np.uint8)
    cv2.imwrite(str(elsewhere / "grandma.png"), gradient)
    heirloom = str(installed / "bin" / "heirloom")
    done = person.run(heirloom, "restore", "grandma.png", "--out", "new", "--compare", folder=elsewhere)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((elsewhere / "new" / "grandma.report.json").read_text("utf-8"))
    written = {path.name for path in (elsewhere / "new").iterdir()}
    assert written == {"grandma.report.json", "grandma.compare.jpg"} | {
        version["file"] for version in report["versions"].values()
    }


def test_the_installed_command_lists_its_networks_from_another_folder(
    person: Person, installed: Path
) -> None:
    done = person.run(str(installed / "bin" / "heirloom"), "models", folder=Path("/"))
    assert done.returncode == 0, done.stdout + done.stderr
    for card in (ROOT / "restoration" / "weights").glob("*.yaml"):
        assert card.stem in done.stdout


def test_it_brings_no_torch(person: Person, installed: Path) -> None:
    done = person.run(str(installed / "bin" / "python"), "-c", "import torch")
    assert "ModuleNotFoundError" in done.stderr


def test_the_service_as_the_image_runs_it_is_locked_prints_its_link_and_restores_a_photo(
    person: Person, installed: Path
) -> None:
    environ = container_environment()
    assert environ["HEIRLOOM_WEB_HOST"] == "0.0.0.0"  # noqa: S104 -- of the container
    page, figures = str(quiet_port()), str(quiet_port())
    environ |= {"HEIRLOOM_WEB_PORT": page, "HEIRLOOM_METRICS_PORT": figures}
    environ |= {"HEIRLOOM_DATA": str(person.home / "volume")}
    heirloom, python = str(installed / "bin" / "heirloom"), str(installed / "bin" / "python")
    with person.running(heirloom, "serve", environ=environ) as process:
        assert process.stdout is not None
        link = next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
        secret = (person.home / "volume" / "web" / "secret").read_text("ascii")
        assert link == f"http://127.0.0.1:{page}/enter?secret={secret}"
        asyncio.run(visited(link))
        check = [python if word == "python" else word for word in health_check()]
        assert person.run(*check, environ=environ).returncode == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == 0
    assert person.run(*check, environ=environ).returncode != 0


async def visited(link: str) -> None:
    """Somebody without the secret, then somebody with it, who has a photo restored."""
    base = link.partition("/enter")[0]
    gradient = np.tile(np.linspace(60, 190, 96), (64, 1)).astype(np.uint8)
    photo = cv2.imencode(".png", gradient)[1].tobytes()
    jar = aiohttp.CookieJar(unsafe=True)  # "unsafe" lets addresses without a name have cookies
    async with aiohttp.ClientSession(base, cookie_jar=jar) as session, asyncio.timeout(120):
        assert (await session.post("/api/photos", data={"photo": io.BytesIO(photo)})).status == 401
        assert (await session.get(link)).status == 200
        answer = await session.post("/api/photos", data={"photo": io.BytesIO(photo)})
        assert answer.status == 202
        said = await answer.json()
        while said["state"] not in ("delivered", "failed"):  # as a program without a stream would
            await asyncio.sleep(0.2)
            said = await (await session.get(f"/api/photos/{said['id']}")).json()
        assert said["state"] == "delivered"

"""Photos in a bucket: kept there, deleted there for good, and waited for while it is away."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doubles.tiny_networks import slow
from tests.postgres import database_url, postgres
from tests.servers.s3 import S3, s3
from tests.services.running import Stage, environment, jpeg, staged
from tests.waiting import PATIENCE_SECONDS

__all__ = ["database_url", "postgres", "s3"]

pytestmark = pytest.mark.peers

ROOT = Path(__file__).parents[2]
BUCKET = "s3://photos/family"


@pytest.fixture
def let_in(s3: S3, monkeypatch: pytest.MonkeyPatch) -> S3:
    """The server, with its key in the environment of this process."""
    for name, value in s3.environ.items():
        monkeypatch.setenv(name, value)
    return s3


async def test_photos_lie_in_the_bucket_alone_and_come_back_from_it(
    let_in: S3, tmp_path: Path, database_url: str
) -> None:
    async with staged(tmp_path, database_url, HEIRLOOM_BLOBS_URL=BUCKET) as stage:
        await stage.platform.photo(jpeg(scratch=True))
        (status,) = await stage.platform.finished()
        assert status.states[-1] == "delivered"
        (reply,) = stage.platform.replies()
        assert all(picture.startswith(b"\xff\xd8") for picture in reply.pictures)
        assert not (stage.settings.data / "blobs").exists()
        kept = await stage.value("select count(*) from result")
        assert isinstance(kept, int)
        assert len(let_in.names()) == kept + 1  # and the original
        assert all(name.startswith("family/") for name in let_in.names())


async def test_forgetting_empties_the_bucket_at_once(let_in: S3, tmp_path: Path, database_url: str) -> None:
    async with staged(tmp_path, database_url, HEIRLOOM_BLOBS_URL=BUCKET) as stage:
        await stage.platform.photo(jpeg())
        await stage.platform.finished()
        assert let_in.names()
        await stage.platform.command("forget")
        assert let_in.names() == []


async def test_what_is_kept_long_enough_is_deleted_from_the_bucket(
    let_in: S3, tmp_path: Path, database_url: str
) -> None:
    async with staged(tmp_path, database_url, HEIRLOOM_BLOBS_URL=BUCKET) as stage:
        await stage.platform.photo(jpeg())
        await stage.platform.finished()
        await stage.at_rest()
        await stage.service.database.run("update request set expires = now()")
        await stage.service.maintenance.tidy()
        assert let_in.names() == []


async def test_a_photo_sent_while_the_store_is_away_is_taken_once_it_is_back(
    let_in: S3, tmp_path: Path, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with staged(tmp_path, database_url, HEIRLOOM_BLOBS_URL=BUCKET) as stage:
        let_in.stop()
        sending = asyncio.create_task(stage.platform.photo(jpeg()))
        await until(lambda: "An event is taken later" in caplog.text)
        let_in.start()
        assert (await sending).request
        (status,) = await stage.platform.finished()
        assert status.states[-1] == "delivered"


async def test_work_that_cannot_be_stored_is_done_again_and_counts_as_no_attempt(
    let_in: S3, tmp_path: Path, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    models = json.loads(environment(tmp_path)["HEIRLOOM_ENGINE_MODELS"])
    models["clean"] = str(slow(tmp_path / "slow.onnx", 150))
    chosen = json.dumps(models)
    async with staged(
        tmp_path, database_url, HEIRLOOM_ENGINE_MODELS=chosen, HEIRLOOM_BLOBS_URL=BUCKET
    ) as stage:
        request = (await stage.platform.photo(jpeg(width=320, height=240))).request
        await reached(stage, "select 1 from work where state = 'running' and stage is not null")
        let_in.stop()
        await until(lambda: "Put back: StoreAway" in caplog.text)
        assert await stage.value("select attempts from work where request = %s", request) == 0
        let_in.start()
        (status,) = await stage.platform.finished()
        assert status.states[-1] == "delivered"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"HEIRLOOM_BLOBS_URL": "s3://no-such-bucket/x"}, "There is no s3://no-such-bucket/x."),
        ({"AWS_SECRET_ACCESS_KEY": "not the secret"}, "does not let Heirloom write, read and delete"),
        ({"AWS_ACCESS_KEY_ID": "AKIANOBODYKNOWSTHIS"}, "does not let Heirloom write, read and delete"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, "does not answer: "),
    ],
)
def test_a_store_that_cannot_be_used_gets_a_sentence_at_the_start_and_no_secret_is_told(
    s3: S3, tmp_path: Path, database_url: str, changed: dict[str, str], sentence: str
) -> None:
    own = environment(tmp_path, database_url, HEIRLOOM_WEB_PORT="0", HEIRLOOM_BLOBS_URL=BUCKET)
    environ = own | s3.environ | changed
    for command in ("serve", "worker"):
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", command], env=environ, cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 2, done.stderr
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
        assert s3.secret not in done.stdout + done.stderr


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not true():  # noqa: ASYNC110 -- nobody tells
            await asyncio.sleep(0.05)


async def reached(stage: Stage, query: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await stage.value(query) is None:  # noqa: ASYNC110 -- asked for what is written
            await asyncio.sleep(0.02)

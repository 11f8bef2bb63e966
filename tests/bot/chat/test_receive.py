"""The promises of `receive`, played over a platform in memory; what holds on every platform stands in
`tests/adapters/test_contract.py`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from adapters.contract import Capabilities, Reference
from tests.services.running import Stage, jpeg, staged


async def test_an_album_longer_than_the_platform_takes_goes_out_in_several_replies(
    tmp_path: Path, database_url: str
) -> None:
    can = Capabilities(edit_seconds=0.02, album_size=2)
    async with staged(tmp_path, database_url, can) as stage:
        await stage.platform.photo(*(jpeg(seed, scratch=True) for seed in range(2)))
        await stage.platform.finished()
        replies = stage.platform.replies()
        assert [len(reply.versions) for reply in replies] == [2, 2]
        assert [reply.text for reply in replies] == ["Here are your photos.", ""]


async def test_where_a_status_holds_too_little_for_an_album_what_failed_keeps_its_words(
    tmp_path: Path, database_url: str
) -> None:
    can = Capabilities(edit_seconds=0.02, text_limit=230)
    async with staged(tmp_path, database_url, can) as stage:
        await stage.platform.photo(*(jpeg(seed, scratch=True) for seed in range(3)), b"no picture")
        (status,) = await stage.platform.finished()
        first, second, third, failed = status.text.splitlines()
        assert [len(first), len(second), len(third)] == [len(first)] * 3
        assert (first[:8], first[-1]) == ("Photo 1:", "…")
        assert failed.startswith("Photo 4: This is not a photograph")
        assert failed.endswith(".")
        assert len(status.text) <= 230


async def test_a_part_of_an_album_that_comes_late_joins_those_that_are_not_done(
    tmp_path: Path, database_url: str
) -> None:
    async with staged(tmp_path, database_url, works=False, HEIRLOOM_QUEUE_ALBUM_SECONDS="0") as stage:
        told = [await stage.platform.photo(jpeg(seed), group="outing") for seed in range(2)]
        assert told[0].request == told[1].request
        assert await stage.value("select count(*) from part") == 2
        await stage.platform.photo(jpeg(2), group="another outing")
        assert await stage.value("select count(*) from request") == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo.empty"),
        (b"%PDF-1.7 hello", "photo.unsupported"),
        (jpeg(width=1200, height=1200), "photo.too_large"),
    ],
)
async def test_what_is_no_photo_or_too_large_is_refused_at_once_with_a_sentence(
    tmp_path: Path, database_url: str, data: bytes, code: str
) -> None:
    async with staged(tmp_path, database_url, works=False, HEIRLOOM_LIMITS_MEGAPIXELS="1") as stage:
        told = await stage.platform.photo(data)
        assert told.refusal is not None
        assert told.refusal.code == code
        assert told.text == told.refusal.text != code
        assert await stage.value("select count(*) from request") == 0


async def test_a_file_over_the_limit_is_refused_before_it_is_fetched(
    tmp_path: Path, database_url: str
) -> None:
    async with staged(tmp_path, database_url, works=False, HEIRLOOM_LIMITS_MEGABYTES="0.001") as stage:
        told = await stage.platform.photo(jpeg(width=300, height=300))
        assert told.refusal is not None
        assert told.refusal.code == "refused.megabytes"


async def test_a_file_that_proves_too_large_is_told_the_limit_that_holds(
    tmp_path: Path, database_url: str
) -> None:
    can = Capabilities(edit_seconds=0.02)
    async with staged(tmp_path, database_url, can, HEIRLOOM_LIMITS_MEGABYTES="0.1") as stage:
        stage.platform.world.files["huge"] = bytes(200_000)
        await stage.platform.photo(Reference("huge"))  # whose size the platform does not tell
        (status,) = await stage.platform.finished()
        assert (
            status.text == "The file is too large: at most 0.1 MB are allowed. Please make it smaller first."
        )


async def test_a_result_that_cannot_be_sent_is_told_of_and_can_be_asked_for_later(stage: Stage) -> None:
    platform = stage.platform
    platform.world.unshown.add("anna")
    await platform.photo(jpeg(scratch=True))
    (status,) = await platform.finished()
    assert status.text.splitlines()[-1] == "The result could not be sent here. Please try “Full quality”."
    platform.world.unshown.clear()
    await platform.press(platform.button("files"))
    async with asyncio.timeout(30), platform.world.changed:
        await platform.world.changed.wait_for(platform.replies)


async def test_a_photo_deleted_while_it_is_worked_on_is_never_answered(workless: Stage) -> None:
    platform = workless.platform
    told = await platform.photo(jpeg())
    await platform.press(f"delete:{told.request}")
    assert await workless.value("select count(*) from request") == 0
    assert (
        await workless.value(
            "select count(*) from procrastinate_jobs where status = 'todo' and task_name = 'restore'"
        )
        == 0
    )
    assert "again" in str((await platform.press(f"stronger:{told.request}")).text)
    assert platform.replies() == []


@pytest.mark.parametrize(
    "action", ["", "x", "stronger", "stronger:", "delete:" + "a" * 60, "adjust:no:9999999999", "rotate:🙂"]
)
async def test_any_rubbish_in_a_button_is_answered(workless: Stage, action: str) -> None:
    assert (await workless.platform.press(action)).text

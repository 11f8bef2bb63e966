"""The adapter contract, end to end: what every platform can rely on, played over a platform in memory."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from adapters.contract import Capabilities, ChatKind, Picture
from tests.loopback import Loopback
from tests.running import Stage, jpeg, staged

GROUP = {"kind": ChatKind.GROUP, "sender_is_admin": False, "addressed": False}


def picture(platform: Loopback, message: str, data: bytes, group: str | None = None) -> Picture:
    return Picture(message=message, file=platform.upload(data), group=group)


async def test_a_photo_is_answered_with_versions_and_one_status_that_ends_as_before_and_after(
    stage: Stage,
) -> None:
    platform = stage.platform
    origin = platform.origin()
    told = await platform.photo(jpeg(), origin=origin)
    (status,) = await platform.finished()
    (reply,) = platform.replies()
    assert told.request is not None
    assert told.text is None
    assert reply.answers == status.answers == origin.message
    assert "colorized" in reply.versions
    assert status.states[-1] == "delivered"
    assert len(status.pictures) == 1
    assert status.text


async def test_a_file_that_only_was_referred_to_is_fetched(stage: Stage) -> None:
    platform = stage.platform
    platform.fetch_delays = [0.1]
    await platform.photo(platform.upload(jpeg()))
    (status,) = await platform.finished()
    assert status.states[-1] == "delivered"


async def test_files_come_back_as_files_and_shrunken_photos_as_photos_with_one_hint(stage: Stage) -> None:
    platform = stage.platform
    await platform.photo(jpeg(1))
    await platform.finished()
    await platform.photo(jpeg(2), recompressed=True)
    await platform.finished(count=2)
    await platform.photo(jpeg(3), recompressed=True)
    first, second, third = await platform.finished(count=3)
    assert [set(reply.as_files) for reply in platform.replies()] == [{True}, {False}, {False}]
    assert ["as files" in status.text for status in (first, second, third)] == [False, True, False]


async def test_an_album_is_one_request_with_one_status_and_its_parts_go_out_together(stage: Stage) -> None:
    platform = stage.platform
    told = [await platform.photo(jpeg(seed), group="album") for seed in range(3)]
    (status,) = await platform.finished()
    assert len({each.request for each in told}) == 1
    (reply,) = platform.replies()
    assert reply.versions.count("colorized") == 3
    assert all(f"Photo {number}:" in status.text for number in (1, 2, 3))


async def test_a_part_that_fails_gets_its_sentence_and_the_others_are_delivered(stage: Stage) -> None:
    platform = stage.platform
    await platform.photo(jpeg(1), b"no photo at all", jpeg(2))
    (status,) = await platform.finished()
    assert status.states[-1] == "delivered"
    assert "Photo 2: This is not a photograph" in status.text
    assert platform.replies()[0].versions.count("colorized") == 2


async def test_an_album_longer_than_the_platform_takes_goes_out_in_several_replies(
    tmp_path: Path, database_url: str
) -> None:
    can = Capabilities(edit_seconds=0.02, album_size=2)
    async with staged(tmp_path, database_url, can) as stage:
        await stage.platform.photo(*(jpeg(seed, scratch=True) for seed in range(2)))
        await stage.platform.finished()
        assert [len(reply.versions) for reply in stage.platform.replies()] == [2, 2]


async def test_in_a_group_a_photo_is_left_alone_until_a_command_answers_it(stage: Stage) -> None:
    platform = stage.platform
    origin = platform.origin("family", sender="ben", **GROUP)
    told = await platform.photo(platform.upload(jpeg()), origin=origin)
    assert told.ignored
    asked = platform.origin("family", sender="cleo", **(GROUP | {"addressed": True}))
    await platform.command("restore", origin=asked, pictures=(picture(platform, origin.message, jpeg()),))
    (status,) = await platform.finished("family")
    assert status.answers == origin.message
    assert platform.chats["family"][0] is status


async def test_a_command_on_one_photo_of_an_album_restores_what_was_seen_of_it(stage: Stage) -> None:
    platform = stage.platform
    origins = [platform.origin("family", sender="ben", **GROUP) for _ in range(3)]
    references = [platform.upload(jpeg(seed)) for seed in range(3)]
    for origin, reference in zip(origins, references, strict=True):
        assert (await platform.photo(reference, origin=origin, group="album")).ignored
    asked = platform.origin("family", sender="cleo", **(GROUP | {"addressed": True}))
    one = Picture(message=origins[1].message, file=references[1], group="album")
    await platform.command("restore", origin=asked, pictures=(one,))
    await platform.finished("family")
    assert platform.replies("family")[0].versions.count("colorized") == 3


async def test_a_mention_is_acted_on_and_so_is_every_photo_where_an_admin_switched_that_on(
    stage: Stage,
) -> None:
    platform = stage.platform
    mentioned = platform.origin("family", sender="ben", **(GROUP | {"addressed": True}))
    assert (await platform.photo(jpeg(1), origin=mentioned)).request
    nobody = platform.origin("family", sender="ben", **(GROUP | {"addressed": True}))
    assert "admins" in str((await platform.command("automatic", "on", origin=nobody)).text)
    assert (await platform.photo(jpeg(2), origin=platform.origin("family", sender="ben", **GROUP))).ignored
    admin = platform.origin("family", sender="cleo", **(GROUP | {"addressed": True, "sender_is_admin": True}))
    await platform.command("automatic", "on", origin=admin)
    assert (await platform.photo(jpeg(3), origin=platform.origin("family", sender="ben", **GROUP))).request


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


async def test_an_update_that_arrives_twice_changes_nothing(stage: Stage) -> None:
    platform = stage.platform
    origin = platform.origin()
    first = await platform.photo(jpeg(), origin=origin)
    again = await platform.photo(jpeg(), origin=origin)
    await platform.finished()
    late = await platform.photo(jpeg(), origin=origin)
    assert first.request == again.request == late.request
    assert [first.repeated, again.repeated, late.repeated] == [False, True, True]
    assert len(platform.replies()) == 1
    assert await stage.value("select count(*) from work") == 1


async def test_two_people_at_once_get_their_own_photos(stage: Stage) -> None:
    platform = stage.platform
    people = ("anna", "ben", "cleo")
    await asyncio.gather(*(platform.photo(jpeg(1), origin=platform.origin(name)) for name in people))
    for name in people:
        (status,) = await platform.finished(name)
        assert status.states[-1] == "delivered"
        assert len(platform.replies(name)) == 1


async def test_a_button_adjusts_once_however_often_its_press_arrives(stage: Stage) -> None:
    platform = stage.platform
    await platform.photo(jpeg())
    await platform.finished()
    action = platform.button("rotate")
    for _ in range(3):
        await platform.press(action, press="the same")
    await until(lambda: len(platform.replies()) == 2)
    assert await stage.value("select max(revision) from request") == 1


async def test_a_strangers_press_does_nothing(stage: Stage) -> None:
    platform = stage.platform
    origin = platform.origin("family", sender="ben", **(GROUP | {"addressed": True}))
    await platform.photo(jpeg(), origin=origin)
    await platform.finished("family")
    action = platform.button("delete", "family")
    told = await platform.press(action, origin=platform.origin("family", sender="dora", **GROUP))
    elsewhere = await platform.press(action, origin=platform.origin("dora"))
    assert told.request is elsewhere.request is None
    assert await stage.value("select count(*) from request") == 1


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


async def test_a_rate_limit_delays_the_answer_and_loses_nothing(stage: Stage) -> None:
    platform = stage.platform
    platform.delays = [0.2] * 4
    await platform.photo(jpeg())
    (status,) = await platform.finished()
    assert status.states[-1] == "delivered"
    assert len(platform.replies()) == 1


async def test_a_reply_that_is_refused_still_ends_the_request(stage: Stage) -> None:
    platform = stage.platform
    told = await platform.photo(jpeg())
    await until(lambda: bool(platform.statuses()))
    platform.refusals = ["blocked"] * 20
    for _ in range(600):
        state = await stage.value("select state from request where id = %s", told.request)
        if state == "delivered":
            break
        await asyncio.sleep(0.05)
    assert state == "delivered"


async def test_what_was_committed_before_the_end_is_answered_after_the_next_start(
    tmp_path: Path, database_url: str
) -> None:
    async with staged(tmp_path, database_url, works=False) as before:
        told = await before.platform.photo(jpeg())
    async with staged(tmp_path, database_url) as after:
        (status,) = await after.platform.finished()
        assert status.states[-1] == "delivered"
        assert await after.value("select id from request") == told.request


async def test_a_shutdown_ends_a_listening_adapter_and_nothing_hangs(
    tmp_path: Path, database_url: str
) -> None:
    async with asyncio.timeout(20):
        async with staged(tmp_path, database_url, works=False) as stage:
            pass
    assert not stage.platform.listening.is_set()


@pytest.mark.parametrize(
    "action", ["", "x", "stronger", "stronger:", "delete:" + "a" * 60, "adjust:no:9999999999", "rotate:🙂"]
)
async def test_any_rubbish_in_a_button_is_answered(workless: Stage, action: str) -> None:
    assert (await workless.platform.press(action)).text


async def until(holds: object, seconds: float = 20) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not holds():  # type: ignore[operator]  # noqa: ASYNC110 -- many different things
            await asyncio.sleep(0.02)

"""The adapter contract: what every platform can rely on, played over each of them with the real service.

How to bring another platform under it stands at the top of `tests/adapters/platform.py`.
"""

from __future__ import annotations

import asyncio
import io

import numpy as np
import pytest
from PIL import Image

from bot.messages import Catalogue
from tests.adapters.contract.house import House
from tests.adapters.contract.platform import Ability, until
from tests.services.running import jpeg
from tests.waiting import PATIENCE_SECONDS

pytestmark = pytest.mark.asyncio(loop_scope="module")

EN, DE = Catalogue("en"), Catalogue("de")


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def colored(picture: bytes) -> bool:
    pixels = np.asarray(opened(picture)).astype(int)
    return int(np.abs(pixels[..., 0] - pixels[..., 2]).max()) > 8


# ------------------------------------------------------------------------------------------------ photos


async def test_a_photo_is_answered_with_versions_and_one_status_that_ends_as_before_and_after(
    house: House,
) -> None:
    anna = house.private()
    sent = await house.platform.send(anna, jpeg())
    await house.ended()
    (status,) = await house.statuses(anna)
    (reply,) = await house.replies(anna)
    assert any(map(colored, reply.pictures))
    assert {opened(picture).size for picture in reply.pictures} == {(96, 64)}
    assert len(status.pictures) == 1
    assert "plausible guess" in status.text
    if Ability.ANSWERS not in house.platform.cannot:
        assert reply.answers == status.answers == sent.id


async def test_files_come_back_as_files_and_shrunken_photos_as_photos_with_one_hint(house: House) -> None:
    house.needs(Ability.PHOTO)
    anna = house.private()
    for number, as_files in enumerate((True, False, False), 1):
        await house.platform.send(anna, jpeg(number), as_files=as_files)
        await house.ended(number)
    assert [set(reply.as_files) for reply in await house.replies(anna)] == [{True}, {False}, {False}]
    hints = ["as files" in status.text for status in await house.statuses(anna)]
    assert hints == [False, True, False]


async def test_an_album_is_one_request_with_one_status_and_its_parts_go_out_together(house: House) -> None:
    house.needs(Ability.ALBUM)
    anna = house.private()
    await house.platform.send(anna, *(jpeg(seed) for seed in range(3)))
    await house.ended()
    (status,) = await house.statuses(anna)
    (reply,) = await house.replies(anna)
    assert len(await house.states()) == 1
    assert sum(map(colored, reply.pictures)) == 3
    assert all(f"Photo {number}:" in status.text for number in (1, 2, 3))


async def test_a_part_that_fails_gets_its_sentence_and_the_others_are_delivered(house: House) -> None:
    house.needs(Ability.ALBUM)
    anna = house.private()
    await house.platform.send(anna, jpeg(1), b"no photo at all", jpeg(2))
    await house.ended()
    (status,) = await house.statuses(anna)
    (reply,) = await house.replies(anna)
    assert "Photo 2: This is not a photograph" in status.text
    assert sum(map(colored, reply.pictures)) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 hello", EN.say("photo.unsupported", format="pdf", reason="no_pictures", detail="")),
        (jpeg(width=1200, height=1200), "megapixels, and at most 1 are allowed"),
        (jpeg() + bytes(2_500_000), "at most 2 MB"),
    ],
    ids=["not an image", "too many pixels", "too many bytes"],
)
async def test_what_is_no_photo_or_too_large_gets_a_sentence_and_no_pictures(
    house: House, data: bytes, words: str
) -> None:
    anna = house.private()
    await house.platform.send(anna, data)
    await house.said(anna, words)
    assert await house.replies(anna) == []


async def test_two_people_at_once_get_their_own_photos(house: House) -> None:
    people = {house.private("anna"): 70, house.private("ben"): 80, house.private("cleo"): 90}
    await asyncio.gather(*(house.platform.send(chat, jpeg(width=width)) for chat, width in people.items()))
    await house.ended(3)
    for chat, width in people.items():
        (reply,) = await house.replies(chat)
        assert {opened(picture).width for picture in reply.pictures} == {width}


async def test_an_update_that_arrives_twice_changes_nothing(house: House) -> None:
    house.needs(Ability.REPEAT)
    anna = house.private()
    sent = await house.platform.send(anna, jpeg())
    await house.platform.repeat(sent)
    await house.ended()
    await house.platform.repeat(sent)
    await house.platform.settled()
    assert await house.states() == ["delivered"]
    assert await house.revisions() == [0]
    assert len(await house.replies(anna)) == len(await house.statuses(anna)) == 1


# ------------------------------------------------------------------------------------------------ groups


async def test_in_a_group_a_photo_is_left_alone_until_a_command_answers_it(house: House) -> None:
    house.needs(Ability.GROUP, Ability.ABOUT)
    family = house.group()
    sent = await house.platform.send(family, jpeg(), sender=house.person("ben"))
    await house.platform.settled()
    assert await house.platform.seen(family) == []
    await house.platform.command(family, "restore", sender=house.person("cleo"), about=sent)
    await house.ended()
    (status,) = await house.statuses(family)
    assert len(await house.replies(family)) == 1
    if Ability.ANSWERS not in house.platform.cannot:
        assert status.answers == sent.id


async def test_a_command_on_one_photo_of_an_album_restores_all_of_it(house: House) -> None:
    house.needs(Ability.GROUP, Ability.ABOUT, Ability.ALBUM)
    family = house.group()
    sent = await house.platform.send(family, *(jpeg(seed) for seed in range(3)), sender=house.person("ben"))
    await house.platform.settled()
    await house.platform.command(family, "restore", sender=house.person("cleo"), about=sent)
    await house.ended()
    (reply,) = await house.replies(family)
    assert sum(map(colored, reply.pictures)) == 3


async def test_a_photo_whose_caption_speaks_to_the_bot_is_restored(house: House) -> None:
    house.needs(Ability.GROUP, Ability.MENTION)
    family = house.group()
    await house.platform.send(family, jpeg(), sender=house.person("ben"), mention=True)
    await house.ended()
    assert len(await house.replies(family)) == 1


async def test_every_photo_of_a_group_is_restored_only_where_an_admin_switched_that_on(house: House) -> None:
    house.needs(Ability.GROUP, Ability.AUTOMATIC, Ability.COMMAND)
    family = house.group("cleo")
    await house.platform.command(family, "automatic", "on", sender=house.person("ben"))
    await house.said(family, EN.say("answer.admins_only"))
    await house.platform.send(family, jpeg(1), sender=house.person("ben"))
    await house.platform.settled()
    assert await house.states() == []
    await house.platform.command(family, "automatic", "on", sender=house.person("cleo"))
    await house.said(family, EN.say("answer.automatic.on"))
    await house.platform.send(family, jpeg(2), sender=house.person("ben"))
    await house.ended()
    assert len(await house.replies(family)) == 1


# ------------------------------------------------------------------------------- commands and buttons


async def test_a_command_is_answered_in_the_language_that_was_chosen(house: House) -> None:
    house.needs(Ability.COMMAND)
    anna = house.private()
    await house.platform.command(anna, "help")
    await house.said(anna, EN.say("command.forget"))
    await house.platform.command(anna, "language", "de")
    await house.platform.settled()
    await house.platform.command(anna, "help")
    await house.said(anna, DE.say("command.forget"))


async def test_what_is_kept_is_told_to_whoever_asks(house: House) -> None:
    anna = house.private()
    await house.platform.command(anna, "privacy")
    await house.said(anna, "24 hours")


async def test_a_press_adjusts_the_photo_once_however_often_it_arrives(house: House) -> None:
    house.needs(Ability.REPEAT)
    anna = house.private()
    await house.platform.send(anna, jpeg())
    await house.ended()
    (status,) = await house.statuses(anna)
    await house.platform.press_repeated(anna, status, status.action("rotate"), times=3)
    await house.platform.settled()
    await house.ended()
    assert await house.revisions() == [1]
    assert {opened(picture).size for picture in (await house.replies(anna))[-1].pictures} == {(64, 96)}
    assert len(await house.statuses(anna)) == 1


async def test_a_strangers_press_does_nothing_and_an_admins_does(house: House) -> None:
    house.needs(Ability.GROUP, Ability.MENTION)
    family = house.group("cleo")
    await house.platform.send(family, jpeg(), sender=house.person("ben"), mention=True)
    await house.ended()
    (status,) = await house.statuses(family)
    await house.platform.press(family, status, status.action("delete"), sender=house.person("dora"))
    await house.said(family, EN.say("answer.not_yours"))
    assert await house.states() == ["delivered"]
    await house.platform.press(family, status, status.action("delete"), sender=house.person("cleo"))
    await until(lambda: _gone(house))


async def test_what_waits_can_be_stopped(workless: House) -> None:
    house, anna = workless, workless.private()
    await house.platform.send(anna, jpeg())
    await until(lambda: _shown(house))
    (status,) = await house.statuses(anna)
    await house.platform.press(anna, status, status.action("cancel"))
    await house.ended()
    await house.said(anna, EN.say("status.cancelled"))
    assert await house.states() == ["cancelled"]


async def test_a_command_stops_all_that_its_sender_has_under_way(workless: House) -> None:
    house, anna, ben = workless, workless.private("anna"), workless.private("ben")
    house.needs(Ability.COMMAND)
    for seed in range(2):
        await house.platform.send(anna, jpeg(seed))
        await house.taken(seed + 1)
    await house.platform.send(ben, jpeg(2))
    await house.taken(3)
    await house.platform.command(anna, "cancel")
    await house.said(anna, EN.say("answer.cancel", number=2))
    await house.ended(2)
    assert sorted(await house.states()) == ["cancelled", "cancelled", "queued"]


async def test_a_photo_deleted_before_its_answer_is_never_answered(workless: House) -> None:
    house, anna, ben = workless, workless.private("anna"), workless.private("ben")
    await house.platform.send(anna, jpeg(1))
    await house.taken(1)
    await house.platform.command(anna, "forget")
    await until(lambda: _gone(house))
    await house.work()
    await house.platform.send(ben, jpeg(2))
    await house.ended()
    assert await house.replies(anna) == []


# ------------------------------------------------------------------------------------ what goes wrong


async def test_a_message_deleted_from_the_platform_is_answered_without_it(workless: House) -> None:
    house, anna = workless, workless.private()
    house.needs(Ability.WITHDRAW)
    sent = await house.platform.send(anna, jpeg())
    await house.taken(1)
    await house.platform.withdraw(sent)
    await house.work()
    await house.ended()
    assert await house.statuses(anna)
    assert [reply.answers for reply in await house.replies(anna)] in ([], [None])


async def test_a_download_that_fails_for_now_is_tried_again(house: House) -> None:
    house.needs(Ability.REFERENCE)
    anna = house.private()
    house.platform.unreachable(1)
    await house.platform.send(anna, jpeg())
    await house.ended()
    assert await house.states() == ["delivered"]


async def test_a_rate_limit_parks_only_its_own_chat_and_loses_nothing(house: House) -> None:
    house.needs(Ability.LIMIT)
    anna, ben = house.private("anna"), house.private("ben")
    house.platform.limit(anna, times=1000, seconds=1)
    await house.platform.send(anna, jpeg(1))
    await house.platform.send(ben, jpeg(2))
    await house.ended()
    assert len(await house.replies(ben)) == 1
    assert await house.platform.seen(anna) == []
    house.platform.calm()
    await house.ended(2)
    assert len(await house.replies(anna)) == len(await house.statuses(anna)) == 1


async def test_a_chat_that_is_closed_to_the_bot_ends_quietly_and_disturbs_nobody(house: House) -> None:
    house.needs(Ability.BLOCK)
    anna, ben = house.private("anna"), house.private("ben")
    house.platform.block(anna)
    await house.platform.send(anna, jpeg(1))
    await house.ended()
    await house.platform.send(ben, jpeg(2))
    await house.ended(2)
    assert await house.platform.seen(anna) == []
    assert len(await house.replies(ben)) == 1


async def test_what_was_committed_before_the_end_is_answered_after_the_next_start(workless: House) -> None:
    house, anna = workless, workless.private()
    await house.platform.send(anna, jpeg())
    await house.taken(1)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await house.stop()
    await house.start()
    await house.work()
    await house.ended()
    assert len(await house.replies(anna)) == 1


async def test_what_is_sent_while_the_bot_is_away_is_answered_when_it_is_back(workless: House) -> None:
    house, anna = workless, workless.private()
    house.needs(Ability.BACKLOG)
    await house.stop()
    await house.platform.send(anna, jpeg())
    await house.start()
    await house.work()
    await house.ended()
    assert len(await house.replies(anna)) == len(await house.statuses(anna)) == 1


async def test_a_kill_between_commit_and_answer_loses_nothing_and_answers_once(workless: House) -> None:
    house, anna = workless, workless.private()
    house.needs(Ability.KILL)
    await house.stop()
    process = await house.start_elsewhere()
    try:
        await house.platform.send(anna, jpeg())
        await until(lambda: _shown(house))
    finally:
        process.kill()
        await process.wait()
    await house.start()
    await house.work()
    await house.ended()
    assert await house.states() == ["delivered"]
    assert len(await house.replies(anna)) == len(await house.statuses(anna)) == 1


async def _shown(house: House) -> bool:
    """Whether the case's requests have a status that was written down."""
    return await house.shown() > 0


async def _gone(house: House) -> bool:
    """Whether nothing is left of the case's requests."""
    return await house.states() == []

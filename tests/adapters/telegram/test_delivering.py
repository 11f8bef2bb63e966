"""Statuses, replies and files on Telegram: what becomes of them in a chat, and what of refusals."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from adapters.contract import (
    ChatMoved,
    Delayed,
    Reference,
    Refused,
    RequestState,
)
from tests.adapters.telegram.bench import BUTTONS, Bench, deleted, reply, status, to
from tests.doubles.fake_service import content
from tests.servers.telegram.people import People
from tests.servers.telegram.server import Server
from tests.servers.telegram.world import ApiError, Json
from tests.services.running import jpeg

PART_LIMITED = 'failed to send message #1 with the error message "Too Many Requests: retry after 8"'
DONE = {"state": RequestState.DELIVERED, "text": "Scratches were removed."}


def noise(megabytes: float) -> bytes:
    """A picture of that size that no encoding makes smaller."""
    side = int((megabytes * 1e6 / 3) ** 0.5) + 1
    buffer = io.BytesIO()
    pixels = np.random.default_rng(0).integers(0, 256, (side, side, 3), np.uint8)
    Image.fromarray(pixels).save(buffer, "bmp")
    return buffer.getvalue()


def said(message: Json) -> str:
    """The text or the caption."""
    text: str = message.get("text") or message.get("caption", "")
    return text


# ------------------------------------------------------------------------------------------------ statuses


async def test_a_status_answers_the_photo_with_a_reaction_text_and_buttons(
    bench: Bench, people: People
) -> None:
    anna = bench.world.private("anna")
    sent = await people.send(anna, "anna", jpeg())
    message = anna.messages[int(await bench.adapter().update(status(to(anna, sent["message_id"]))))]
    assert anna.reactions == {sent["message_id"]: "👀"}
    assert message["text"] == "In the queue."
    assert message["reply_to_message"]["message_id"] == sent["message_id"]
    keyboard = message["reply_markup"]["inline_keyboard"]
    assert [[(each["callback_data"], each["text"]) for each in row] for row in keyboard] == [
        [(button.action, button.text) for button in row] for row in BUTTONS
    ]


async def test_a_chat_that_forbids_reactions_still_gets_its_status(bench: Bench, people: People) -> None:
    anna = bench.world.private("anna")
    sent = await people.send(anna, "anna", jpeg())
    bench.world.faults.refusals["setMessageReaction"] = [ApiError(400, "Bad Request: REACTION_INVALID")]
    assert await bench.adapter().update(status(to(anna, sent["message_id"])))


async def test_progress_changes_the_status_and_draws_a_bar(bench: Bench) -> None:
    anna, adapter = bench.world.private("anna"), bench.adapter()
    own = await adapter.update(status(to(anna)))
    now = status(to(anna), own, state=RequestState.RUNNING, text="Cleaning, 50 %", progress=0.5)
    assert await adapter.update(now) == own
    assert anna.messages[int(own)]["text"] == "Cleaning, 50 %\n▰▰▰▰▰▰▱▱▱▱▱▱"
    assert await adapter.update(now) == own  # the same twice does no harm
    assert len(anna.messages) == 1


async def test_a_status_ends_as_the_before_and_after_picture_and_can_be_adjusted_then(bench: Bench) -> None:
    anna, adapter = bench.world.private("anna"), bench.adapter()
    own = await adapter.update(status(to(anna)))
    picture = content(jpeg(3, width=200))
    assert await adapter.update(status(to(anna), own, picture=picture, **DONE)) == own
    message = anna.messages[int(own)]
    assert (said(message), message["photo"][-1]["width"]) == ("Scratches were removed.", 200)
    assert message["reply_markup"]["inline_keyboard"]
    assert await adapter.update(status(to(anna), own, revision=1, text="Once more.")) == own
    assert said(anna.messages[int(own)]) == "Once more."
    assert "photo" in anna.messages[int(own)]
    again = content(jpeg(4, width=210))
    await adapter.update(status(to(anna), own, revision=1, picture=again, **DONE))
    assert anna.messages[int(own)]["photo"][-1]["width"] == 210
    assert len(anna.messages) == 1


async def test_whether_a_status_is_a_text_or_a_picture_is_found_out(bench: Bench) -> None:
    anna, adapter = bench.world.private("anna"), bench.adapter()
    text = await adapter.update(status(to(anna)))
    await adapter.update(status(to(anna), text, revision=1, text="Adjusted before it was a picture."))
    picture = await adapter.update(status(to(anna), picture=content(jpeg()), **DONE))
    await adapter.update(status(to(anna), picture, revision=0, text="Still at the first revision."))
    assert [said(message) for message in anna.messages.values()] == [
        "Adjusted before it was a picture.",
        "Still at the first revision.",
    ]


async def test_a_status_that_was_deleted_is_made_anew(bench: Bench) -> None:
    anna, adapter = bench.world.private("anna"), bench.adapter()
    own = await adapter.update(status(to(anna)))
    del anna.messages[int(own)]
    new = await adapter.update(status(to(anna), own, picture=content(jpeg()), **DONE))
    assert new != own
    assert "photo" in anna.messages[int(new)]


async def test_a_picture_that_telegram_cannot_show_leaves_the_report_and_the_buttons(bench: Bench) -> None:
    anna, adapter = bench.world.private("anna"), bench.adapter()
    own = await adapter.update(status(to(anna)))
    strip = content(jpeg(width=2100, height=70))
    assert await adapter.update(status(to(anna), own, picture=strip, **DONE)) == own
    assert said(anna.messages[int(own)]) == "Scratches were removed."
    assert "reply_markup" in anna.messages[int(own)]


async def test_where_photos_may_not_be_sent_the_report_says_who_can_allow_it(bench: Bench) -> None:
    family, adapter = bench.world.group("family"), bench.adapter()
    own = await adapter.update(status(to(family)))
    family.forbids = frozenset({"photos"})
    done = status(to(family), own, picture=content(jpeg()), **DONE)
    assert await adapter.update(replace(done, text="x" * 1024)) == own
    shown = family.messages[int(own)]
    assert "An admin can allow it" in said(shown)
    assert len(said(shown)) <= 1024
    assert "reply_markup" in shown


# ------------------------------------------------------------------------------------------------- replies


async def test_where_photos_may_not_be_sent_they_go_as_files_if_those_may(bench: Bench) -> None:
    family, adapter = bench.world.group("family"), bench.adapter()
    family.forbids = frozenset({"photos"})
    for files in ((jpeg(),), (jpeg(), jpeg())):
        await adapter.deliver(reply(to(family), *files))
    assert ["document" in message for message in family.messages.values()] == [True] * 3
    family.forbids = frozenset({"photos", "documents"})
    with pytest.raises(Refused, match="forbidden"):
        await adapter.deliver(reply(to(family), jpeg()))


@pytest.mark.parametrize(("as_files", "kind"), [(False, "photo"), (True, "document")])
@pytest.mark.parametrize("count", [1, 2, 10])
async def test_pictures_go_out_together_as_an_answer(
    bench: Bench, people: People, as_files: bool, kind: str, count: int
) -> None:
    anna = bench.world.private("anna")
    sent = await people.send(anna, "anna", jpeg())
    files = [jpeg(seed) for seed in range(count)]
    ids = await bench.adapter().deliver(reply(to(anna, sent["message_id"]), *files, as_files=as_files))
    messages = [anna.messages[int(each)] for each in ids]
    assert len(messages) == count
    assert len({message.get("media_group_id") for message in messages}) == 1
    assert [said(message) for message in messages] == ["Here it is.", *[""] * (count - 1)]
    assert all(message["reply_to_message"]["message_id"] == sent["message_id"] for message in messages)
    assert all(kind in message for message in messages)
    assert anna.actions[0] == f"upload_{kind}"
    if as_files:
        stored = [bench.world.files[message["document"]["file_id"]].data for message in messages]
        assert stored == files
        assert {message["document"]["file_name"] for message in messages} == {"heirloom.original.jpg"}


async def test_a_reply_to_a_photo_that_was_deleted_goes_out_without_it(bench: Bench) -> None:
    anna = bench.world.private("anna")
    (own,) = await bench.adapter().deliver(reply(to(anna, 4711), jpeg()))
    assert "reply_to_message" not in anna.messages[int(own)]


async def test_a_reply_stays_in_its_topic(bench: Bench) -> None:
    forum, adapter = bench.world.group("forum", supergroup=True, topics=True), bench.adapter()
    ids = [await adapter.update(status(to(forum, thread=7)))]
    ids += await adapter.deliver(reply(to(forum, thread=7), jpeg(1), jpeg(2)))
    assert {forum.messages[int(each)]["message_thread_id"] for each in ids} == {7}


async def test_pictures_too_long_to_be_shown_go_as_files(bench: Bench) -> None:
    anna, adapter = bench.world.private("anna"), bench.adapter()
    ids = await adapter.deliver(reply(to(anna), jpeg(1, width=2100, height=70), jpeg(2)))
    bench.world.faults.refusals["sendPhoto"] = [ApiError(400, "Bad Request: IMAGE_PROCESS_FAILED")]
    ids += await adapter.deliver(reply(to(anna), jpeg()))
    assert all("document" in anna.messages[int(each)] for each in ids)


# ------------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (ApiError(403, "Forbidden: bot was blocked by the user"), "blocked"),
        (ApiError(403, "Forbidden: bot can't initiate conversation with a user"), "blocked"),
        (ApiError(403, "Forbidden: user is deactivated"), "gone"),
        (ApiError(403, "Forbidden: bot was kicked from the supergroup chat"), "gone"),
        (ApiError(400, "Bad Request: chat not found"), "gone"),
        (ApiError(400, "Bad Request: message thread not found"), "gone"),
        (ApiError(400, "Bad Request: have no rights to send a message"), "forbidden"),
        (ApiError(403, "Forbidden: something new"), "forbidden"),
        (ApiError(413, "Request Entity Too Large"), "too_large"),
        (ApiError(400, "Bad Request: something new"), "unknown"),
    ],
    ids=lambda value: value.description if isinstance(value, ApiError) else value,
)
async def test_what_can_never_go_out_says_why(bench: Bench, refusal: ApiError, reason: str) -> None:
    anna = bench.world.private("anna")
    bench.world.faults.refusals["sendPhoto"] = [refusal]
    with pytest.raises(Refused) as raised:
        await bench.adapter().deliver(reply(to(anna), jpeg()))
    assert raised.value.reason == reason


@pytest.mark.parametrize(
    ("refusal", "least"),
    [
        (ApiError(429, "Too Many Requests: retry after 7", retry_after=7), 7),
        (ApiError(400, f"Bad Request: {PART_LIMITED}"), 8),
        (ApiError(502, "Bad Gateway"), 1),
        (ApiError(500, "Internal Server Error"), 1),
        (ApiError(401, "Unauthorized"), 1),
    ],
    ids=lambda value: str(value.code) if isinstance(value, ApiError) else value,
)
async def test_what_cannot_go_out_now_says_when_to_try_again(
    bench: Bench, refusal: ApiError, least: float
) -> None:
    anna = bench.world.private("anna")
    bench.world.faults.refusals["sendPhoto"] = [refusal]
    with pytest.raises(Delayed) as raised:
        await bench.adapter().deliver(reply(to(anna), jpeg()))
    assert raised.value.seconds >= least
    assert anna.messages == {}


async def test_a_network_cut_in_mid_upload_is_tried_again(bench: Bench) -> None:
    anna, adapter = bench.world.private("anna"), bench.adapter()
    bench.world.faults.uploads = 1
    with pytest.raises(Delayed):
        await adapter.deliver(reply(to(anna), noise(3), as_files=True))
    assert len(await adapter.deliver(reply(to(anna), noise(3), as_files=True))) == 1


async def test_a_file_larger_than_telegram_takes_is_refused_as_too_large(bench: Bench) -> None:
    with pytest.raises(Refused) as raised:
        await bench.adapter().deliver(reply(to(bench.world.private("anna")), noise(51.5), as_files=True))
    assert raised.value.reason == "too_large"


async def test_pictures_that_were_deleted_meanwhile_are_gone(bench: Bench) -> None:
    anna = bench.world.private("anna")
    one = reply(to(anna), jpeg())
    gone = replace(one, enclosures=tuple(replace(each, content=deleted()) for each in one.enclosures))
    with pytest.raises(Refused) as raised:
        await bench.adapter().deliver(gone)
    assert raised.value.reason == "gone"


# --------------------------------------------------------------------------------------------- supergroups


async def test_answers_follow_a_group_that_became_a_supergroup(bench: Bench, people: People) -> None:
    family = bench.world.group("family")
    sent = await people.send(family, "ben", jpeg())
    adapter = bench.adapter()
    own = await adapter.update(status(to(family, sent["message_id"])))
    new = await bench.world.migrate(family)
    await people.write(new, "cleo", "Hello there!")
    last = await adapter.update(status(to(family, sent["message_id"]), own, picture=content(jpeg()), **DONE))
    ids = await adapter.deliver(reply(to(family, sent["message_id"]), jpeg(1), jpeg(2)))
    assert all("photo" in new.messages[int(each)] for each in (last, *ids))
    # The numbers of the old group mean other messages here.
    assert all("reply_to_message" not in new.messages[int(each)] for each in (last, *ids))
    bench.world.updates.clear()
    task = asyncio.create_task(adapter.run(bench.ear.receive))
    assert await bench.ear.events(1) == [ChatMoved(chat=str(family.id), to=str(new.id))]
    task.cancel()
    await asyncio.wait([task])


# --------------------------------------------------------------------------------------------------- files


async def test_a_file_is_fetched_by_its_reference(bench: Bench, people: People) -> None:
    sent = await people.send(bench.world.private("anna"), "anna", noise(2), as_file=True)
    data = await bench.adapter().fetch(Reference(sent["document"]["file_id"]), 10**7)
    assert data == noise(2)


async def test_a_download_that_breaks_off_is_delayed_and_goes_well_the_next_time(
    bench: Bench, people: People
) -> None:
    sent = await people.send(bench.world.private("anna"), "anna", noise(2), as_file=True)
    bench.world.faults.downloads = 1
    with pytest.raises(Delayed):
        await bench.adapter().fetch(Reference(sent["document"]["file_id"]), 10**7)
    assert await bench.adapter().fetch(Reference(sent["document"]["file_id"]), 10**7) == noise(2)


async def test_a_file_over_the_limit_is_not_read_to_its_end(bench: Bench, people: People) -> None:
    sent = await people.send(bench.world.private("anna"), "anna", noise(2), as_file=True)
    with pytest.raises(Refused) as raised:
        await bench.adapter().fetch(Reference(sent["document"]["file_id"]), 10**6)
    assert raised.value.reason == "too_large"
    bench.world.faults.understates = True  # a server that says it is smaller than it is
    with pytest.raises(Refused) as raised:
        await bench.adapter().fetch(Reference(sent["document"]["file_id"]), 10**6)
    assert raised.value.reason == "too_large"


async def test_a_file_that_telegram_does_not_give_is_refused(bench: Bench, people: People) -> None:
    sent = await people.send(bench.world.private("anna"), "anna", noise(20.5), as_file=True)
    with pytest.raises(Refused) as raised:
        await bench.adapter().fetch(Reference(sent["document"]["file_id"]), 10**8)
    assert raised.value.reason == "too_large"
    with pytest.raises(Delayed):  # it may be "temporarily unavailable"
        await bench.adapter().fetch(Reference("no such file"), 10**8)
    bench.world.faults.refusals["getFile"] = [ApiError(400, "Bad Request: invalid file_id")]
    with pytest.raises(Refused) as raised:
        await bench.adapter().fetch(Reference("no such file"), 10**8)
    assert raised.value.reason == "gone"


async def test_a_server_of_the_operators_hands_files_out_by_their_path(
    bench: Bench, people: People, tmp_path: Path
) -> None:
    async with Server(bench.world, tmp_path / "shared").running() as server:
        sent = await people.send(bench.world.private("anna"), "anna", jpeg(), as_file=True)
        reference = Reference(sent["document"]["file_id"])
        adapter = bench.adapter(base_url=server.base_url, local_mode=True)
        assert await adapter.fetch(reference, 10**6) == jpeg()
        with pytest.raises(Refused):
            await adapter.fetch(reference, 100)
        assert adapter.capabilities.download_limit_bytes > 10**9

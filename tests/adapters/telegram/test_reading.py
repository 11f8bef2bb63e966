"""What people do on Telegram, as the service hears it."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

import pytest

from adapters.contract import (
    Acknowledgement,
    ChatKind,
    ChatMoved,
    Event,
    IncomingAction,
    IncomingCommand,
    IncomingPhoto,
    Reference,
)
from tests.adapters.telegram.bench import BUTTONS, Bench, status, to
from tests.servers.telegram.people import Letter, People
from tests.servers.telegram.world import ApiError, Json
from tests.services.running import jpeg

Kind = TypeVar("Kind", IncomingPhoto, IncomingCommand, IncomingAction, ChatMoved)
AT_BOT = "@heirloom_test_bot"


def only(events: list[Event], kind: type[Kind]) -> Kind:
    """The one event, of that kind."""
    (event,) = events
    assert isinstance(event, kind), event
    return event


def commands(events: list[Event]) -> list[IncomingCommand]:
    """The commands among events."""
    return [event for event in events if isinstance(event, IncomingCommand)]


async def end(bench: Bench, people: People) -> list[Event]:
    """Everything that was heard until somebody else asks for something."""
    await people.write(bench.world.private("the last"), "the last", "/privacy")
    await bench.ear.events(1)
    await bench.until(lambda: not bench.world.updates)
    last = next(
        event for event in bench.ear.heard if isinstance(event, IncomingCommand) and event.name == "privacy"
    )
    return [event for event in bench.ear.heard if event is not last]


async def test_a_photo_alone_with_the_bot_is_referred_to_by_its_largest_size(
    bench: Bench, people: People
) -> None:
    anna = bench.world.private("anna")
    sent = await people.send(anna, "anna", jpeg(width=300), Letter(caption="Grandma, 1931", forwarded=True))
    async with bench.listening():
        event = only(await bench.ear.events(1), IncomingPhoto)
    (picture,) = event.pictures
    assert event.origin.kind is ChatKind.PRIVATE
    assert event.origin.sender_is_admin
    assert event.origin.addressed
    assert (event.origin.chat, event.origin.sender) == (str(anna.id), str(anna.id))
    assert (event.origin.message, picture.message) == (str(sent["message_id"]),) * 2
    assert (event.origin.locale, event.caption, event.origin.thread) == ("en", "Grandma, 1931", None)
    assert picture.file == Reference(sent["photo"][-1]["file_id"])
    assert picture.size_bytes == sent["photo"][-1]["file_size"]
    assert picture.recompressed
    assert "anna" not in repr(dataclasses.asdict(event.origin))  # names are nobody's business


async def test_a_file_is_not_recompressed_and_an_album_is_told_by_its_group(
    bench: Bench, people: People
) -> None:
    await people.album(bench.world.private("anna"), "anna", jpeg(1), jpeg(2), as_file=True)
    async with bench.listening():
        events = await bench.ear.events(2)
    pictures = [picture for event in events if isinstance(event, IncomingPhoto) for picture in event.pictures]
    assert [picture.recompressed for picture in pictures] == [False, False]
    assert len({picture.group for picture in pictures}) == 1
    assert pictures[0].group


async def test_alone_every_file_is_handed_over_and_in_a_group_only_what_may_be_a_picture(
    bench: Bench, people: People
) -> None:
    anna, family = bench.world.private("anna"), bench.world.group("family")
    for room in (anna, family):
        await people.send(
            room, "anna", b"%PDF", as_file=True, name="letter.pdf", media_type="application/pdf"
        )
        await people.send(
            room, "anna", jpeg(), as_file=True, name="scan.TIFF", media_type="application/octet-stream"
        )
    async with bench.listening():
        events = await end(bench, people)
    chats = [event.origin.chat for event in events if isinstance(event, IncomingPhoto)]
    assert sorted(chats) == sorted([str(anna.id), str(anna.id), str(family.id)])


async def test_a_film_in_an_album_is_a_part_of_it_that_gets_its_sentence(
    bench: Bench, people: People
) -> None:
    anna = bench.world.private("anna")
    film = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "duration": 1, "file_size": 7}
    await people.send(anna, "anna", jpeg(), Letter(group="g"))
    await people.put(anna, "anna", {"video": film}, Letter(group="g"))
    await people.put(anna, "anna", {"video": film}, Letter())
    async with bench.listening():
        photo, part, alone = await bench.ear.events(3)
    assert isinstance(photo, IncomingPhoto)
    assert isinstance(part, IncomingPhoto)
    assert photo.pictures[0].group == part.pictures[0].group
    assert isinstance(alone, IncomingCommand)
    assert alone.name == "help"


async def test_whatever_else_is_said_alone_with_the_bot_is_answered_with_help(
    bench: Bench, people: People
) -> None:
    await people.write(bench.world.private("anna"), "anna", "Good evening!")
    async with bench.listening():
        assert only(await bench.ear.events(1), IncomingCommand).name == "help"


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/restore", "restore", ""),
        (f"/language{AT_BOT} de", "language", "de"),
        ("/start", "start", ""),
        ("/start privacy", "privacy", ""),
        ("/start language_fr", "language", "fr"),
        ("/start from_a_friend", "start", "from_a_friend"),
        ("/nonsense at all", "nonsense", "at all"),
        ("/restaurar", "restaurar", ""),
    ],
)
async def test_commands_and_deep_links(
    bench: Bench, people: People, text: str, name: str, argument: str
) -> None:
    await people.write(bench.world.private("anna"), "anna", text)
    async with bench.listening():
        event = only(await bench.ear.events(1), IncomingCommand)
    assert (event.name, event.argument, event.pictures) == (name, argument, ())


async def test_a_command_that_answers_a_photo_is_about_it(bench: Bench, people: People) -> None:
    family = bench.world.group("family")
    photo, *_ = await people.album(family, "ben", jpeg(1), jpeg(2))
    await people.write(family, "cleo", "/colorize", Letter(answers=photo))
    async with bench.listening():
        *_, event = await bench.ear.events(3)
    assert isinstance(event, IncomingCommand)
    assert (event.name, event.origin.addressed, event.origin.kind) == ("colorize", True, ChatKind.GROUP)
    (picture,) = event.pictures
    assert picture.message == str(photo["message_id"]) != event.origin.message
    assert picture.group == photo["media_group_id"]


async def test_a_command_in_a_caption_is_about_its_own_photo(bench: Bench, people: People) -> None:
    sent = await people.send(bench.world.private("anna"), "anna", jpeg(), Letter(caption="/colorize please"))
    async with bench.listening():
        event = only(await bench.ear.events(1), IncomingCommand)
    assert (event.name, event.argument) == ("colorize", "please")
    assert event.pictures[0].message == event.origin.message == str(sent["message_id"])


async def test_in_a_group_the_bot_is_addressed_by_mention_or_answer_and_else_only_sees(
    bench: Bench, people: People
) -> None:
    family = bench.world.group("family")
    async with bench.listening() as adapter:
        own = await adapter.update(status(to(family)))
        await people.send(family, "ben", jpeg())
        await people.send(family, "ben", jpeg(), Letter(caption=f"Look, {AT_BOT.upper()}, 🎞 {AT_BOT}"))
        await people.send(family, "ben", jpeg(), Letter(answers=family.messages[int(own)]))
        await people.send(family, "ben", jpeg(), Letter(caption="@somebody_else look"))
        events = await bench.ear.events(4)
    photos = [event for event in events if isinstance(event, IncomingPhoto)]
    assert [photo.origin.addressed for photo in photos] == [False, True, True, False]
    assert photos[1].caption == "Look, , 🎞"
    assert not any(photo.origin.sender_is_admin for photo in photos)


async def test_a_mention_that_answers_a_photo_asks_for_it(bench: Bench, people: People) -> None:
    family = bench.world.group("family")
    photo = await people.send(family, "ben", jpeg())
    await people.write(family, "cleo", f"{AT_BOT} could you?", Letter(answers=photo))
    async with bench.listening():
        _, event = await bench.ear.events(2)
    assert isinstance(event, IncomingCommand)
    assert (event.name, event.argument) == ("restore", "could you?")
    assert event.pictures[0].message == str(photo["message_id"])


async def test_whose_message_a_command_answers_goes_along(bench: Bench, people: People) -> None:
    forum = bench.world.group("forum", supergroup=True, topics=True)
    topic = await people.put(forum, "dora", {"forum_topic_created": {"name": "x", "icon_color": 1}}, Letter())
    async with bench.listening() as adapter:
        own = forum.messages[int(await adapter.update(status(to(forum))))]
        for answered in (await people.write(forum, "ben", "Rude!"), topic, own, None):
            await people.write(forum, "cleo", "/block", Letter(answers=answered, topic=7))
        events = await bench.ear.events(4)
    persons = [event.person for event in events if isinstance(event, IncomingCommand)]
    assert persons == [str(bench.world.person("ben")["id"]), None, None, None]


async def test_what_is_not_for_the_bot_in_a_group_is_not_heard(bench: Bench, people: People) -> None:
    family = bench.world.group("family")
    await people.write(family, "ben", "Good evening!")
    await people.write(family, "ben", "/restore@another_bot")
    await people.write(family, "ben", "/weather")
    await people.send(family, "ben", jpeg(), Letter(caption="/colorize@another_bot"))
    await bench.world.tell("message", bench.world.put(family, {"from": another_bot(), "text": "/restore"}))
    sent = {"from": another_bot(), "photo": bench.world.photo(jpeg())}
    await bench.world.tell("message", bench.world.put(family, sent))
    sent = {"from": bench.world.me, "photo": bench.world.photo(jpeg())}
    await bench.world.tell("message", bench.world.put(family, sent))
    async with bench.listening():
        assert await end(bench, people) == []


def another_bot() -> Json:
    return {"id": 77, "is_bot": True, "first_name": "Another", "username": "another_bot"}


async def test_a_topic_is_kept_and_a_chain_of_answers_is_none(bench: Bench, people: People) -> None:
    forum, family = bench.world.group("forum", supergroup=True, topics=True), bench.world.group("family")
    await people.send(forum, "ben", jpeg(), Letter(topic=7))
    await people.send(family, "ben", jpeg(), Letter(more={"message_thread_id": 3}))
    async with bench.listening():
        events = await bench.ear.events(2)
    threads = {event.origin.chat: event.origin.thread for event in events if isinstance(event, IncomingPhoto)}
    assert threads == {str(forum.id): "7", str(family.id): None}


async def test_admins_are_asked_for_once_a_minute(bench: Bench, people: People) -> None:
    family = bench.world.group("family", admins=("cleo",))
    for who in ("ben", "cleo", "ben", "cleo"):
        await people.write(family, who, "/language")
    async with bench.listening():
        events = await bench.ear.events(4)
    rights = [event.origin.sender_is_admin for event in events if isinstance(event, IncomingCommand)]
    assert rights == [False, True, False, True]
    assert bench.world.seen["getChatMember"] == 2


async def test_an_admin_without_a_name_is_one_and_a_channel_is_not(bench: Bench, people: People) -> None:
    family = bench.world.group("family", supergroup=True)
    channel = {"id": -1009, "type": "channel", "title": "News"}
    await people.write(family, "cleo", "/language", Letter(as_channel=family.shown))
    await people.write(family, "cleo", "/language", Letter(as_channel=channel))
    async with bench.listening():
        events = await bench.ear.events(2)
    rights = [event.origin.sender_is_admin for event in events if isinstance(event, IncomingCommand)]
    assert rights == [True, False]


@pytest.mark.parametrize(
    ("sees_all", "bot", "sees"),
    [(False, "member", False), (False, "administrator", True), (True, "member", True)],
)
async def test_what_the_bot_is_shown_in_a_group_goes_along_with_a_command(
    bench: Bench, people: People, sees_all: bool, bot: str, sees: bool
) -> None:
    bench.world.sees_all = sees_all
    family = bench.world.group("family")
    family.bot = bot
    await people.write(family, "ben", f"/automatic{AT_BOT} on")
    async with bench.listening():
        assert only(await bench.ear.events(1), IncomingCommand).origin.sees_all is sees


async def test_with_privacy_mode_on_a_command_on_a_photo_still_brings_the_photo(
    bench: Bench, people: People
) -> None:
    bench.world.sees_all = False
    family = bench.world.group("family")
    photo = await people.send(family, "ben", jpeg())
    await people.write(family, "cleo", f"/restore{AT_BOT}", Letter(answers=photo))
    async with bench.listening():
        event = only(await bench.ear.events(1), IncomingCommand)
    assert event.pictures[0].message == str(photo["message_id"])


async def test_a_press_tells_who_pressed_what_and_where(bench: Bench, people: People) -> None:
    family = bench.world.group("family", admins=("cleo",))
    async with bench.listening() as adapter:
        own = await adapter.update(status(to(family)))
        query = await people.press(family, "cleo", int(own), BUTTONS[0][0].action)
        event = only(await bench.ear.events(1), IncomingAction)
    assert (event.action, event.press) == ("cancel:abc", query)
    assert (event.origin.message, event.origin.chat) == (own, str(family.id))
    assert event.origin.sender == str(bench.world.person("cleo")["id"])
    assert event.origin.sender_is_admin


async def test_a_press_under_a_message_too_old_to_be_shown_is_heard(bench: Bench) -> None:
    anna = bench.world.private("anna")
    old = {"message_id": 3, "chat": anna.shown, "date": 0}
    pressed = {
        "id": "9",
        "from": bench.world.person("anna"),
        "message": old,
        "chat_instance": "1",
        "data": "x:y",
    }
    await bench.world.tell("callback_query", pressed)
    async with bench.listening():
        assert only(await bench.ear.events(1), IncomingAction).origin.message == "3"


async def test_being_taken_into_a_group_is_answered_as_a_start(bench: Bench, people: People) -> None:
    family = bench.world.group("family")
    await people.put(family, "ben", {"new_chat_members": [bench.world.me]}, Letter())
    await people.put(family, "ben", {"new_chat_members": [bench.world.person("cleo")]}, Letter())
    async with bench.listening():
        (event,) = await end(bench, people)
    assert isinstance(event, IncomingCommand)
    assert event.name == "start"


async def test_a_group_that_becomes_a_supergroup_is_told_from_both_sides(bench: Bench) -> None:
    family = bench.world.group("family")
    new = await bench.world.migrate(family)
    async with bench.listening():
        events = await bench.ear.events(2)
    assert events == [ChatMoved(chat=str(family.id), to=str(new.id))] * 2


async def test_the_persons_language_comes_along(bench: Bench, people: People) -> None:
    bench.world.person("anna", "pt-br")
    await people.write(bench.world.private("anna"), "anna", "/help")
    async with bench.listening():
        assert only(await bench.ear.events(1), IncomingCommand).origin.locale == "pt-br"


async def test_an_admin_who_cannot_be_asked_for_now_is_asked_for_again(bench: Bench, people: People) -> None:
    family = bench.world.group("family", admins=("cleo",))
    bench.world.faults.refusals["getChatMember"] = [ApiError(429, "Too Many Requests", retry_after=0.05)]
    await people.write(family, "cleo", "/language")
    async with bench.listening():
        assert only(await bench.ear.events(1), IncomingCommand).origin.sender_is_admin


async def test_whoever_asks_means_a_photo_whatever_its_file_calls_itself(
    bench: Bench, people: People
) -> None:
    family = bench.world.group("family")
    kinds = (("scan", "application/octet-stream"), ("scan.pdf", "application/pdf"))
    files = [
        await people.send(family, "ben", jpeg(), as_file=True, name=name, media_type=kind)
        for name, kind in kinds
    ]
    for file in files:
        await people.write(family, "cleo", "/restore", Letter(answers=file))
    asked = Letter(caption=f"{AT_BOT} please")
    files.append(await people.send(family, "ben", jpeg(), asked, as_file=True, name="scan", media_type=""))
    async with bench.listening():
        events = commands(await bench.ear.events(3))
    assert [event.name for event in events] == ["restore"] * 3
    assert [event.pictures[0].message for event in events] == [str(file["message_id"]) for file in files]


async def test_a_command_that_answers_no_photo_is_about_none(bench: Bench, people: People) -> None:
    family = bench.world.group("family")
    film = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "duration": 1, "file_size": 7}
    sticker = {
        **{"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9},
        **{"is_animated": False, "is_video": False},
    }
    for content in ({"text": "Look!"}, {"video": film}, {"sticker": sticker}):
        answered = await people.put(family, "ben", content, Letter())
        await people.write(family, "cleo", "/restore", Letter(answers=answered))
    async with bench.listening():
        events = commands(await bench.ear.events(3))
    assert [(event.name, event.pictures) for event in events] == [("restore", ())] * 3


async def test_a_command_with_a_photo_that_nobody_knows_asks_for_the_photo(
    bench: Bench, people: People
) -> None:
    anna, family = bench.world.private("anna"), bench.world.group("family")
    sent = await people.send(anna, "anna", jpeg(), Letter(caption="/restaurar por favor"))
    await people.send(family, "ben", jpeg(), Letter(caption="/restaurar"))  # perhaps another bot's
    named = await people.send(family, "ben", jpeg(), Letter(caption=f"/restaurar{AT_BOT}"))
    async with bench.listening():
        events = await bench.ear.events(3)
    asked = commands(events)
    assert {(event.name, event.pictures[0].message) for event in asked} == {
        ("restore", str(sent["message_id"])),
        ("restore", str(named["message_id"])),
    }
    (left_alone,) = [event for event in events if isinstance(event, IncomingPhoto)]
    assert not left_alone.origin.addressed


async def test_a_command_that_answers_a_photo_of_another_chat_is_about_it(
    bench: Bench, people: People
) -> None:
    anna = bench.world.private("anna")
    elsewhere: Json = {
        "origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"},
        "photo": bench.world.photo(jpeg()),
    }
    asked = await people.write(anna, "anna", "/restore", Letter(more={"external_reply": elsewhere}))
    async with bench.listening():
        event = only(await bench.ear.events(1), IncomingCommand)
    (picture,) = event.pictures
    assert picture.file == Reference(elsewhere["photo"][-1]["file_id"])
    assert picture.message == event.origin.message == str(asked["message_id"])


async def test_a_group_that_is_made_with_the_bot_in_it_is_greeted(bench: Bench, people: People) -> None:
    family = bench.world.group("family")
    await people.put(family, "ben", {"group_chat_created": True}, Letter())
    async with bench.listening():
        assert only(await bench.ear.events(1), IncomingCommand).name == "start"


async def test_what_was_asked_in_a_group_before_it_moved_is_read_and_answered_after(
    bench: Bench, people: People
) -> None:
    family = bench.world.group("family", admins=("cleo",))
    await people.write(family, "cleo", f"/language{AT_BOT}")
    new = await bench.world.migrate(family)
    bench.ear.answers = [Acknowledgement(text="Which language?")] * 3
    async with bench.listening():
        events = await bench.ear.events(3)
        await bench.until(lambda: any("text" in message for message in new.messages.values()))
        await bench.until(lambda: not bench.world.updates)
    (command,) = commands(events)
    assert command.origin.sender_is_admin
    assert [message["text"] for message in new.messages.values() if "text" in message] == ["Which language?"]

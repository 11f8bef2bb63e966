"""What the service answers at once, as people see it: messages in the chat, notices beneath the finger."""

from __future__ import annotations

from adapters.contract import Acknowledgement, Button, Refusal
from tests.adapters.telegram.bench import BUTTONS, Bench, status, to
from tests.servers.telegram.people import Letter, People
from tests.servers.telegram.world import ApiError, Json, Room
from tests.services.running import jpeg

CHOICE = ((Button("language:de", "Deutsch"), Button("language:fr", "Français")),)


def bots(bench: Bench, room: Room) -> list[Json]:
    """What the bot wrote."""
    return [message for message in room.messages.values() if message["from"] == bench.world.me]


async def test_a_command_is_answered_with_text_and_buttons(bench: Bench, people: People) -> None:
    anna = bench.world.private("anna")
    bench.ear.answers = [Acknowledgement(text="Which language?", buttons=CHOICE)]
    async with bench.listening():
        await people.write(anna, "anna", "/language")
        await bench.until(lambda: bots(bench, anna))
    (message,) = bots(bench, anna)
    assert message["text"] == "Which language?"
    assert "reply_to_message" not in message  # alone with the bot it is plain what is answered
    assert message["reply_markup"]["inline_keyboard"][0][1]["callback_data"] == "language:fr"


async def test_in_a_group_and_on_a_photo_the_answer_says_what_it_answers(
    bench: Bench, people: People
) -> None:
    forum, anna = bench.world.group("forum", supergroup=True, topics=True), bench.world.private("anna")
    bench.ear.answers = [
        Acknowledgement(text="Only admins."),
        Acknowledgement(text="Too large.", refusal=Refusal("photo.too_large", "Too large.")),
    ]
    async with bench.listening():
        asked = await people.write(forum, "ben", "/language", Letter(topic=7))
        await bench.until(lambda: bots(bench, forum))
        sent = await people.send(anna, "anna", jpeg())
        await bench.until(lambda: bots(bench, anna))
    assert bots(bench, forum)[0]["reply_to_message"]["message_id"] == asked["message_id"]
    assert bots(bench, forum)[0]["message_thread_id"] == 7
    assert bots(bench, anna)[0]["reply_to_message"]["message_id"] == sent["message_id"]


async def test_every_press_is_answered_with_a_notice_or_nothing(bench: Bench, people: People) -> None:
    anna = bench.world.private("anna")
    long = "This photo is no longer kept, and so nothing can be done with it. " * 5
    bench.ear.answers = [Acknowledgement(text="On it."), Acknowledgement(), Acknowledgement(text=long)]
    async with bench.listening() as adapter:
        own = int(await adapter.update(status(to(anna))))
        for _ in range(3):
            await people.press(anna, "anna", own, BUTTONS[0][0].action)
        await bench.until(lambda: not bench.world.queries)
    assert bench.world.notices == [(anna.id, "On it."), (anna.id, long[:200])]
    alerts = [
        said.get("show_alert", False) for name, said in bench.world.calls if name == "answerCallbackQuery"
    ]
    assert alerts == [False, False, True]
    assert len(bots(bench, anna)) == 1


async def test_a_choice_that_a_press_asks_for_is_written(bench: Bench, people: People) -> None:
    anna = bench.world.private("anna")
    bench.ear.answers = [Acknowledgement(text="Which language?", buttons=CHOICE)]
    async with bench.listening() as adapter:
        own = int(await adapter.update(status(to(anna))))
        await people.press(anna, "anna", own, BUTTONS[0][0].action)
        await bench.until(lambda: len(bots(bench, anna)) == 2)
        await bench.until(lambda: not bench.world.queries)
    assert bots(bench, anna)[1]["text"] == "Which language?"


async def test_a_press_that_is_answered_too_late_and_a_chat_that_is_closed_end_quietly(
    bench: Bench, people: People
) -> None:
    anna = bench.world.private("anna")
    bench.ear.answers = [Acknowledgement(text="Which language?", buttons=CHOICE), Acknowledgement(text="No.")]
    async with bench.listening() as adapter:
        own = int(await adapter.update(status(to(anna))))
        query = await people.press(anna, "anna", own, BUTTONS[0][0].action)
        del bench.world.queries[query]
        await bench.until(lambda: len(bots(bench, anna)) == 2)
        bench.world.faults.refusals["sendMessage"] = [ApiError(403, "Forbidden: bot was blocked by the user")]
        await people.write(anna, "anna", "/help")
        await bench.until(lambda: not bench.world.updates)
    assert len(bots(bench, anna)) == 2


async def test_what_the_service_stumbles_over_again_and_again_is_told_to_its_sender(
    bench: Bench, people: People
) -> None:
    anna = bench.world.private("anna")
    bench.ear.answers = [RuntimeError("a bug")] * 3
    async with bench.listening():
        await people.send(anna, "anna", jpeg())
        await bench.until(lambda: bots(bench, anna))
        await bench.until(lambda: not bench.world.updates)
    assert bots(bench, anna)[0]["text"].startswith("Something went wrong")

"""The methods of the Bot API, as its documentation says: what they take, refuse and answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.servers.telegram.world import ApiError, Json, Room, World, bad

UPLOAD_BYTES = 50_000_000
PHOTO_BYTES = 10_000_000
DOWNLOAD_BYTES = 20_000_000
REACTIONS = frozenset("👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳💯🤣💔👀")
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)

Upload = tuple[str, str, bytes]
"""File name, media type, bytes."""


class Methods:
    """Answers the calls of the bot; every method is named as the Bot API names it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def call(self, method: str, said: Json, uploads: dict[str, Upload]) -> Any:
        """Answer a call.

        Raises:
            ApiError: it is refused.
        """
        answer: Callable[[Json, dict[str, Upload]], Any] | None = getattr(self, f"do_{method}", None)
        if answer is None:
            raise ApiError(404, "Not Found")
        return answer(said, uploads)

    # -------------------------------------------------------------------------------------------- the bot

    def do_getMe(self, said: Json, uploads: dict[str, Upload]) -> Json:  # noqa: N802
        return {
            **self._world.me,
            "can_join_groups": True,
            "can_read_all_group_messages": self._world.sees_all,
        }

    def do_setMyCommands(self, said: Json, uploads: dict[str, Upload]) -> bool:  # noqa: N802
        commands = said["commands"]
        if not 0 < len(commands) <= 100:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        scope, language = said.get("scope", {"type": "default"})["type"], said.get("language_code", "")
        if not re.fullmatch(r"([a-z]{2})?", language):
            raise bad("invalid language code specified")
        self._world.menus[scope, language] = commands
        return True

    def do_deleteWebhook(self, said: Json, uploads: dict[str, Upload]) -> bool:  # noqa: N802
        self._world.webhook = {}
        return True

    def do_setWebhook(self, said: Json, uploads: dict[str, Upload]) -> bool:  # noqa: N802
        if not said["url"].startswith(("https://", "http://127.0.0.1")):  # the latter as with --local
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", said.get("secret_token", "x")):
            raise bad("secret token contains unallowed characters")
        self._world.webhook = said
        return True

    def do_getChatMember(self, said: Json, uploads: dict[str, Upload]) -> Json:  # noqa: N802
        room, user = self._room(said), said["user_id"]
        if user == self._world.me["id"]:
            return _member(self._world.me, room.bot)
        person = next((each for each in self._world.people.values() if each["id"] == user), None)
        if person is None:
            raise bad("PARTICIPANT_ID_INVALID")
        return _member(person, room.members.get(user, "member"))

    def do_getFile(self, said: Json, uploads: dict[str, Upload]) -> Json:  # noqa: N802
        file = self._world.files.get(said["file_id"])
        if file is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(file.data) > DOWNLOAD_BYTES:
            raise bad("file is too big")
        return {
            "file_id": said["file_id"],
            "file_unique_id": said["file_id"][-12:],
            "file_size": 1 if self._world.faults.understates else len(file.data),
            "file_path": file.path,
        }

    # ------------------------------------------------------------------------------------------- messages

    def do_sendMessage(self, said: Json, uploads: dict[str, Upload]) -> Json:  # noqa: N802
        if not said.get("text"):
            raise bad("message text is empty")
        if len(said["text"]) > 4096:
            raise bad("message is too long")
        return self._send(said, {"text": said["text"]})

    def do_sendPhoto(self, said: Json, uploads: dict[str, Upload]) -> Json:  # noqa: N802
        self._may(said, "photo")
        return self._send(said, {"photo": self._photo(said["photo"], uploads), **_captioned(said)})

    def do_sendDocument(self, said: Json, uploads: dict[str, Upload]) -> Json:  # noqa: N802
        self._may(said, "document")
        return self._send(said, {"document": self._document(said["document"], uploads), **_captioned(said)})

    def do_sendMediaGroup(self, said: Json, uploads: dict[str, Upload]) -> list[Json]:  # noqa: N802
        self._writable(said)
        media = said["media"]
        if not 2 <= len(media) <= 10:
            raise bad("there must be from 2 to 10 messages to send as an album")
        if len({each["type"] for each in media}) > 1:
            raise bad("document can't be mixed with other media types")
        self._may(said, media[0]["type"])
        if "reply_markup" in said:
            raise bad("an album takes no keyboard")
        contents = [self._media(each, uploads) for each in media]
        group = f"g{self._room(said).next_message}"
        return [self._send(said, {**content, "media_group_id": group}) for content in contents]

    def do_editMessageText(self, said: Json, uploads: dict[str, Upload]) -> Json:  # noqa: N802
        message = self._own(said)
        if "text" not in message:
            raise bad("there is no text in the message to edit")
        if len(said["text"]) > 4096:
            raise bad("MESSAGE_TOO_LONG")
        return self._edit(message, {"text": said["text"]}, said)

    def do_editMessageCaption(self, said: Json, uploads: dict[str, Upload]) -> Json:  # noqa: N802
        message = self._own(said)
        if "text" in message:
            raise bad("there is no caption in the message to edit")
        return self._edit(message, _captioned(said), said)

    def do_editMessageMedia(self, said: Json, uploads: dict[str, Upload]) -> Json:  # noqa: N802
        message = self._own(said)
        self._may(said, said["media"]["type"])
        return self._edit(message, self._media(said["media"], uploads), said)

    def do_sendChatAction(self, said: Json, uploads: dict[str, Upload]) -> bool:  # noqa: N802
        self._writable(said).actions.append(said["action"])
        return True

    def do_setMessageReaction(self, said: Json, uploads: dict[str, Upload]) -> bool:  # noqa: N802
        room = self._writable(said)
        if said["message_id"] not in room.messages:
            raise bad("message to react not found")
        for reaction in said["reaction"]:
            if reaction["emoji"] not in REACTIONS:
                raise bad("REACTION_INVALID")
            room.reactions[said["message_id"]] = reaction["emoji"]
        return True

    def do_answerCallbackQuery(self, said: Json, uploads: dict[str, Upload]) -> bool:  # noqa: N802
        found = self._world.queries.pop(said["callback_query_id"], None)
        if found is None:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(said.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        if said.get("text"):
            self._world.notices.append((found[0], said["text"]))
        return True

    # --------------------------------------------------------------------------------------------- pieces

    def _room(self, said: Json) -> Room:
        room = self._world.rooms.get(said["chat_id"])
        if room is None:
            raise bad("chat not found")
        if room.moved_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=room.moved_to,
            )
        return room

    def _writable(self, said: Json) -> Room:
        room = self._room(said)
        if room.bot == "blocked":
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if room.bot == "kicked":
            raise ApiError(403, f"Forbidden: bot was kicked from the {room.type} chat")
        topic = said.get("message_thread_id")
        if topic is not None and topic not in (room.topics or ()):
            raise bad("message thread not found")
        return room

    def _may(self, said: Json, kind: str) -> None:
        if f"{kind}s" in self._writable(said).forbids:
            raise bad(f"not enough rights to send {kind}s to the chat")

    def _send(self, said: Json, content: Json) -> Json:
        room = self._writable(said)
        head: Json = {"from": self._world.me}
        reply = said.get("reply_parameters")
        if reply is not None:
            answered = room.messages.get(reply["message_id"])
            if answered is not None:
                head["reply_to_message"] = {
                    key: value for key, value in answered.items() if key != "reply_to_message"
                }
            elif not reply.get("allow_sending_without_reply"):
                raise bad("message to be replied not found")
        if said.get("message_thread_id") is not None:
            head |= {"message_thread_id": said["message_thread_id"], "is_topic_message": True}
        return self._world.put(room, {**head, **content, **_keyboard(said)})

    def _own(self, said: Json) -> Json:
        message = self._writable(said).messages.get(said["message_id"])
        if message is None:
            raise bad("message to edit not found")
        if message["from"] != self._world.me:
            raise bad("message can't be edited")
        return message

    def _edit(self, message: Json, content: Json, said: Json) -> Json:
        after = (
            {key: value for key, value in message.items() if key not in _CONTENT} | content | _keyboard(said)
        )
        if "caption" in content and "photo" not in content and "document" not in content:
            after |= {key: message[key] for key in ("photo", "document") if key in message}
        if {**after, "edit_date": 0} == {**message, "edit_date": 0}:
            raise bad(_NOT_MODIFIED)
        message.clear()
        message.update(after, edit_date=after["date"])
        return message

    def _media(self, media: Json, uploads: dict[str, Upload]) -> Json:
        if media["type"] == "photo":
            return {"photo": self._photo(media["media"], uploads), **_captioned(media)}
        return {"document": self._document(media["media"], uploads), **_captioned(media)}

    def _photo(self, name: str, uploads: dict[str, Upload]) -> list[Json]:
        _, _, data = self._uploaded(name, uploads)
        if len(data) > PHOTO_BYTES:
            raise bad("file is too big")
        return self._world.photo(data)

    def _document(self, name: str, uploads: dict[str, Upload]) -> Json:
        file_name, media_type, data = self._uploaded(name, uploads)
        return self._world.document(data, file_name, media_type)

    def _uploaded(self, name: str, uploads: dict[str, Upload]) -> Upload:
        upload = uploads.get(name.removeprefix("attach://"))
        if upload is None:
            raise bad("wrong file identifier/HTTP URL specified")
        return upload


_CONTENT = ("text", "caption", "photo", "document", "reply_markup", "edit_date")


def _captioned(said: Json) -> Json:
    caption = said.get("caption", "")
    if len(caption) > 1024:
        raise bad("message caption is too long")
    return {"caption": caption} if caption else {}


def _keyboard(said: Json) -> Json:
    markup = said.get("reply_markup")
    for row in (markup or {}).get("inline_keyboard", []):
        for button in row:
            if not button["text"] or not 1 <= len(button["callback_data"].encode()) <= 64:
                raise bad("BUTTON_DATA_INVALID")
    return {"reply_markup": markup} if markup else {}


def _member(user: Json, status: str) -> Json:
    if status != "administrator":
        return {"user": user, "status": "left" if status in ("kicked", "blocked") else status}
    rights = (
        *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
        *("can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info"),
        *("can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories"),
    )
    return {"user": user, "status": status, **dict.fromkeys(rights, False)}

"""What Telegram must be asked about a group: who is an admin, and what the bot is shown."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from adapters.contract import NotNow
from adapters.telegram.client import Bot
from adapters.telegram.problems import STRANGE_SECONDS, delay

KEPT_SECONDS = 60.0
_REMEMBERED = 4096
_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


class Members:
    """Asks, and remembers the answers for a minute."""

    def __init__(self, bot: Bot, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds from anywhere."""
        self._bot, self._clock = bot, clock
        self._known: dict[tuple[str, str], tuple[float, bool]] = {}

    async def is_admin(self, chat: str, user: str) -> bool:
        """Whether somebody may change a group's settings.

        Raises:
            NotNow: Telegram does not say at the moment.
        """

        async def fetched() -> bool:
            try:
                member = await self._bot.get_chat_member(int(chat), int(user))
            except ChatMigrated as problem:  # what was written before in the group is read after it
                member = await self._bot.get_chat_member(problem.new_chat_id, int(user))
            return member.status in _ADMINS

        return await self._remembered((chat, user), fetched)

    async def sees_all(self, chat: str) -> bool:
        """Whether the bot is shown every message of a group: it is an admin, or its privacy mode is off.

        Raises:
            NotNow: Telegram does not say at the moment.
        """

        async def fetched() -> bool:
            return bool((await self._bot.get_me()).can_read_all_group_messages)

        return await self._remembered(("", ""), fetched) or await self.is_admin(chat, str(self._bot.id))

    async def _remembered(self, key: tuple[str, str], fetch: Callable[[], Awaitable[bool]]) -> bool:
        now = self._clock()
        until, answer = self._known.get(key, (0.0, False))
        if until <= now:
            try:
                answer = await fetch()
            except (BadRequest, Forbidden):  # no such member, or the bot was thrown out
                answer = False
            except TelegramError as problem:
                raise NotNow(delay(problem) or STRANGE_SECONDS) from problem
            self._known.pop(key, None)
            self._known[key] = (now + KEPT_SECONDS, answer)
            if len(self._known) > _REMEMBERED:
                del self._known[next(iter(self._known))]
        return answer

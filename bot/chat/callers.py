"""Who speaks: what their chat has chosen, and what the operator's lists say of them; looked up for all who
speak at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.contract import Origin
from bot.chat.chats import Chat
from bot.store.batcher import Together
from bot.store.database import Database

_QUESTION = """
select c.language, coalesce(c.automatic, false), coalesce(c.color, 'auto'),
  (select coalesce(array_agg(a.allowed), '{}') from access a where a.adapter = asked.adapter
   and ((a.kind = 'chat' and a.id = asked.chat) or (a.kind = 'person' and a.id = asked.sender)))
from unnest(%s::text[], %s::text[], %s::text[]) with ordinality as asked (adapter, chat, sender, number)
left join chat c on c.adapter = asked.adapter and c.chat = asked.chat order by asked.number
"""


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of somebody in a chat.

    Attributes:
        chat: what it has chosen.
        said: what the lists say of the person and of the chat; nothing where they are on none.
    """

    chat: Chat
    said: Sequence[bool]


class Callers:
    """Looks them up."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: Together[tuple[str, str, str], Caller] = Together(self._read_all)

    async def of(self, adapter: str, origin: Origin) -> Caller:
        """Who an event is from."""
        return await self._read.ask((adapter, origin.chat, origin.sender))

    async def _read_all(self, asked: Sequence[tuple[str, str, str]]) -> Sequence[Caller]:
        adapters, chats, senders = (list(column) for column in zip(*asked, strict=True))
        rows = await self._database.rows(_QUESTION, adapters, chats, senders)
        return [Caller(Chat(*choices), said) for *choices, said in rows]

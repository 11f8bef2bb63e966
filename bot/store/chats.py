"""Chats: what each has chosen, whom the operator lets in, and which photos were seen in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb

from adapters.contract import ChatKind, Origin, Picture, Reference
from bot.store.database import Connection, Database, run

_CHOICES = """
select language, automatic, coalesce(color, 'auto') as color from chat
where adapter = %(adapter)s and chat = %(chat)s
"""

_CALLERS = """
select c.language, coalesce(c.automatic, false) as automatic, coalesce(c.color, 'auto') as color,
  (select coalesce(array_agg(a.allowed), '{}') from access a where a.adapter = who.adapter
   and ((a.kind = 'chat' and a.id = who.chat) or (a.kind = 'person' and a.id = who.sender))) as verdicts
from unnest(%(adapters)s::text[], %(chats)s::text[], %(senders)s::text[])
  with ordinality as who (adapter, chat, sender, number)
left join chat c on c.adapter = who.adapter and c.chat = who.chat order by who.number
"""

_CHOOSE = {
    column: f"""
    insert into chat (adapter, chat, kind, {column}) values (%(adapter)s, %(chat)s, %(kind)s, %(value)s)
    on conflict (adapter, chat) do update set {column} = excluded.{column}, seen = now()
    """  # noqa: S608 -- ours
    for column in ("language", "automatic", "color")
}

_HINT_ONCE = """
insert into chat (adapter, chat, kind, told_quality) values (%(adapter)s, %(chat)s, %(kind)s, true)
on conflict (adapter, chat) do update set told_quality = true where not chat.told_quality
"""

_SEEN = """
update chat set seen = now() from unnest(%(adapters)s::text[], %(chats)s::text[]) as here (adapter, chat)
where (chat.adapter, chat.chat) = (here.adapter, here.chat) and seen < now() - interval '1 day'
"""

_ADMIT = """
insert into access (adapter, kind, id, allowed) values (%(adapter)s, %(kind)s, %(id)s, %(allowed)s)
on conflict (adapter, kind, id) do update set allowed = excluded.allowed
"""

_REMEMBER = """
insert into seen_photo (adapter, chat, message, number, album, sender, reference, recompressed)
values (%(adapter)s, %(chat)s, %(message)s, %(number)s, %(album)s, %(sender)s, %(reference)s,
  %(recompressed)s)
on conflict do nothing
"""

_SIBLINGS = """
select message, number, album, reference, recompressed from seen_photo
where adapter = %(adapter)s and chat = %(chat)s and album = any(%(albums)s) order by at, message, number
"""

_SENDER = """
select sender from seen_photo where adapter = %(adapter)s and chat = %(chat)s and message = %(message)s
union all
select r.sender from part p join request r on r.id = p.request
where r.adapter = %(adapter)s and r.chat = %(chat)s and p.message = %(message)s
limit 1
"""


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat has chosen.

    Attributes:
        language: a code, None = each person's own.
        automatic: every photo of the group is restored, unasked.
        color: when photos are colourised where nobody says otherwise: "auto", "always" or "never".
    """

    language: str | None = None
    automatic: bool = False
    color: str = "auto"


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of somebody in a chat.

    Attributes:
        chat: what it has chosen.
        verdicts: what the operator's lists say of the person and of the chat: true = allowed; nothing where
            they are on none.
    """

    chat: Chat
    verdicts: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or a chat on a platform.

    Attributes:
        adapter: the platform.
        kind: "person" or "chat".
        id: the platform's.
    """

    adapter: str
    kind: str
    id: str


async def choices(database: Database, adapter: str, chat: str) -> Chat:
    """What a chat has chosen."""
    return await database.record(Chat, _CHOICES, adapter=adapter, chat=chat) or Chat()


async def choose(database: Database, adapter: str, origin: Origin, column: str, value: str | bool) -> None:
    """Write down a choice of a chat: `column` is a field of `Chat`."""
    where = {"adapter": adapter, "chat": origin.chat, "kind": str(origin.kind)}
    await database.run(_CHOOSE[column], **where, value=value)


async def hint_once(database: Database, adapter: str, chat: str, kind: ChatKind) -> bool:
    """Whether a chat has still to be told that files come out better than photos; true only once."""
    return bool(await database.run(_HINT_ONCE, adapter=adapter, chat=chat, kind=str(kind)))


async def seen(connection: Connection, chats: Sequence[tuple[str, str]]) -> None:
    """Note, once a day, that chats (adapter, id) are in use: the choices of others are deleted after a
    year."""
    adapters, names = [adapter for adapter, _ in chats], [chat for _, chat in chats]
    await run(connection, _SEEN, adapters=adapters, chats=names)


async def callers(database: Database, who: Sequence[tuple[str, str, str]]) -> list[Caller]:
    """What is known of many: adapter, chat and sender of each, in their order."""

    def made(language: str | None, automatic: bool, color: str, verdicts: Sequence[bool]) -> Caller:
        return Caller(Chat(language, automatic, color), verdicts)

    adapters, chats, senders = (list(column) for column in zip(*who, strict=True))
    return await database.records(made, _CALLERS, adapters=adapters, chats=chats, senders=senders)


async def admit(database: Database, subject: Subject, *, allowed: bool) -> None:
    """Put somebody on one list, and off the other."""
    who = {"adapter": subject.adapter, "kind": subject.kind, "id": subject.id}
    await database.run(_ADMIT, **who, allowed=allowed)


async def remember(database: Database, adapter: str, origin: Origin, pictures: Sequence[Picture]) -> None:
    """Note where photos are that nobody asked for yet: somebody may, by a command that answers them."""
    for picture in pictures:
        if isinstance(picture.file, Reference):
            await database.run(
                _REMEMBER,
                **{"adapter": adapter, "chat": origin.chat, "sender": origin.sender},
                **{"message": picture.message, "number": picture.index, "album": picture.group},
                recompressed=picture.recompressed,
                reference=Jsonb({"id": picture.file.id, "details": dict(picture.file.details)}),
            )


async def siblings(database: Database, adapter: str, chat: str, albums: Sequence[str]) -> list[Picture]:
    """The photos that were seen of some albums, in their order."""

    def made(
        message: str, number: int, album: str, reference: Mapping[str, Any], recompressed: bool
    ) -> Picture:
        file = Reference(reference["id"], reference["details"])
        return Picture(message=message, index=number, group=album, file=file, recompressed=recompressed)

    where = {"adapter": adapter, "chat": chat, "albums": list(albums)}
    return await database.records(made, _SIBLINGS, **where)


async def who_sent(database: Database, adapter: str, chat: str, message: str) -> str | None:
    """The sender of a photo, where it was seen."""
    found = await database.column(_SENDER, adapter=adapter, chat=chat, message=message)
    return found[0] if found else None

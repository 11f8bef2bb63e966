"""Things as Discord writes them in JSON."""

from __future__ import annotations

from typing import Any

from tests.servers.discord.world import USUAL, Allow, Channel, File, Guild, Interaction, Kind, Message, User

Payload = dict[str, Any]

_JOINED = "2026-01-01T00:00:00.000000+00:00"


def user(of: User) -> Payload:
    return {
        "id": str(of.id),
        "username": of.name,
        "global_name": of.name,
        "discriminator": "0",
        "avatar": None,
        "bot": of.bot,
    }


def member(guild: Guild, of: User) -> Payload:
    """Somebody in a server; those with rights of their own have a role for each."""
    roles = [str(guild.id + 1)] if of.bot else [str(guild.id + 2)] if guild.members.get(of.id) else []
    return {
        "user": user(of),
        "roles": roles,
        "joined_at": _JOINED,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": str(int(USUAL | guild.members.get(of.id, Allow(0)))),
    }


def channel(of: Channel, people: tuple[User, ...] = ()) -> Payload:
    said: Payload = {"id": str(of.id), "type": int(of.kind), "flags": 0}
    if of.kind in (Kind.DM, Kind.GROUP_DM):
        return said | {"recipients": [user(person) for person in people], "last_message_id": None}
    assert of.guild
    said |= {"guild_id": str(of.guild.id), "name": "photos", "position": 0, "nsfw": False}
    if of.kind is Kind.THREAD:
        assert of.parent
        archive = {
            "archived": of.archived,
            "auto_archive_duration": 60,
            "archive_timestamp": _JOINED,
            "locked": of.locked,
        }
        return said | {
            "parent_id": str(of.parent.id),
            "owner_id": "1",
            "member_count": 2,
            "message_count": 1,
            "thread_metadata": archive,
        }
    return said | {"permission_overwrites": [], "parent_id": None}


def guild(of: Guild, bot: User) -> Payload:
    """A server as GUILD_CREATE tells it: a role for everybody, for the bot, and for those with rights."""
    assert of.bot is not None
    special = next((allow for allow in of.members.values() if allow), Allow(0))
    return {
        "id": str(of.id),
        "name": of.name,
        "owner_id": "1",
        "preferred_locale": "en-US",
        "premium_tier": 0,
        "unavailable": False,
        "member_count": len(of.members) + 1,
        "roles": [
            _role(of.id, "@everyone", Allow(0)),
            _role(of.id + 1, "Heirloom", of.bot),
            _role(of.id + 2, "admins", special),
        ],
        "emojis": [],
        "stickers": [],
        "features": [],
        "members": [member(of, bot)],
        "channels": [channel(each) for each in of.channels if each.kind is Kind.TEXT],
        "threads": [channel(each) for each in of.channels if each.kind is Kind.THREAD],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def _role(number: int, name: str, allow: Allow) -> Payload:
    return {
        "id": str(number),
        "name": name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": str(int(allow)),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def attachment(of: File, base: str) -> Payload:
    """Its address is signed, as on Discord."""
    path = f"attachments/{of.channel.id}/{of.id}/{of.name}"
    url = f"{base}/{path}?ex=7fffffff&is=1&hm={of.signature}"
    said = {
        "id": str(of.id),
        "filename": of.name,
        "size": len(of.data),
        "url": url,
        "proxy_url": url,
    }
    return said | ({"content_type": of.media_type} if of.media_type else {})


def message(of: Message, base: str, *, content: bool = True) -> Payload:
    """A message; without `content` as those see it who may not read what is not for them."""
    said: Payload = {
        "id": str(of.id),
        "channel_id": str(of.channel.id),
        "type": 19 if of.answers and of.interaction is None else 0,
        "author": user(of.author),
        "content": of.content if content else "",
        "timestamp": _JOINED,
        "edited_timestamp": _JOINED if of.edits else None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [user(each) for each in of.mentions],
        "mention_roles": [],
        "attachments": [attachment(each, base) for each in of.files] if content else [],
        "embeds": [],
        "pinned": False,
        "flags": int(of.flags),
        "components": of.components if content else [],
    }
    if of.nonce:
        said["nonce"] = of.nonce
    if of.channel.guild:
        said["guild_id"] = str(of.channel.guild.id)
        said["member"] = {
            key: value for key, value in member(of.channel.guild, of.author).items() if key != "user"
        }
    if of.answers:
        said["message_reference"] = {"message_id": str(of.answers), "channel_id": str(of.channel.id)}
    return said


def interaction(of: Interaction, base: str, bot: User, app_permissions: Allow) -> Payload:
    """A command or a press as INTERACTION_CREATE tells it."""
    guild_ = of.channel.guild
    dm = of.channel.kind is Kind.DM
    owners = {}
    if of.member_of_guild:
        owners["0"] = str(guild_.id) if guild_ else "0"
    else:
        owners["1"] = str(of.user.id)
    said: Payload = {
        "id": str(of.id),
        "application_id": str(bot.id),
        "type": of.kind,
        "token": of.token,
        "version": 1,
        "data": of.data,
        "channel_id": str(of.channel.id),
        "channel": channel(of.channel, (of.user,)),
        "locale": of.user.locale,
        "app_permissions": str(int(app_permissions)),
        "entitlements": [],
        "authorizing_integration_owners": owners,
        "context": 0 if guild_ else 1 if dm else 2,
        "attachment_size_limit": guild_.file_limit if guild_ else 10 * 1024 * 1024,
    }
    if guild_:
        said |= {
            "guild_id": str(guild_.id),
            "guild": {"id": str(guild_.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": member(guild_, of.user),
        }
    else:
        said["user"] = user(of.user)
    if of.message:
        said["message"] = message(of.message, base)
    return said

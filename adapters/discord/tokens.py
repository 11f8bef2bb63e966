"""What an interaction leaves behind, so that it can be answered later, even after a restart."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Self

import discord

from adapters.contract import Json

LIFETIME_SECONDS = 15 * 60.0
"""How long Discord takes answers to an interaction."""

_MARGIN_SECONDS = 20.0
"""A send that begins this long before the end still arrives in time."""


@dataclass(frozen=True, slots=True)
class InteractionToken:
    """The right to answer an interaction, for a while.

    Attributes:
        token: what the answers are sent with.
        ends: when it loses its worth, in seconds since the epoch.
        message: the id of the response: the message that was promised, or that holds the pressed button.
        channel: where that message is.
        private: only the person sees it.
        posts: the app may write into the channel without the interaction.
    """

    token: str
    ends: float
    message: str
    channel: str
    private: bool
    posts: bool

    @classmethod
    def of(
        cls, interaction: discord.Interaction[discord.Client], message: int, *, private: bool, posts: bool
    ) -> Self:
        """What an interaction that was acknowledged leaves behind."""
        return cls(
            token=interaction.token,
            ends=interaction.created_at.timestamp() + LIFETIME_SECONDS,
            message=str(message),
            channel=str(interaction.channel_id or ""),
            private=private,
            posts=posts,
        )

    @classmethod
    def read(cls, context: Json) -> Self | None:
        """From what `to_json` gave; None where nothing was left behind, or by another version."""
        try:
            return cls(**context)
        except TypeError:
            return None

    def to_json(self) -> Json:
        """As it is kept with the request."""
        return asdict(self)

    @property
    def reaches_channel(self) -> bool:
        """Whether the bot may also answer there without the interaction."""
        return self.posts and not self.private

    def is_open(self, now: float) -> bool:
        """Whether an answer that is sent now arrives in time."""
        return now < self.ends - _MARGIN_SECONDS

"""What a chat platform and the service say to each other; neither knows more of the other than this.

An adapter turns what happens on its platform into an `Event`, and shows what the service says: a `Status`,
which is one message that changes, and a `Reply`, which is pictures. It decides nothing: whether a group is
answered, what a button does and what a sentence says is the service's. Every sentence here is already in the
reader's language.

Delivery is at least once. An adapter confirms an update to its platform only after `receive` returned (the
event is committed then) and after the acknowledgement's text, if it has one, was sent; an update that arrives
twice is handed over twice and changes nothing the second time. Identifiers are the platform's own, as text;
where a platform takes a token from the sender against sending twice (a nonce, a transaction id), it gets
`Status.key` or `Reply.key`.
"""

from __future__ import annotations

from adapters.contract.adapter import Adapter, Capabilities
from adapters.contract.answers import Acknowledgement, NotNow, Receive, Refusal
from adapters.contract.buttons import ACTION_BYTES, Button, Buttons, adjust, cancel, delete, files
from adapters.contract.errors import Delayed, RefusalReason, Refused, Unusable
from adapters.contract.events import (
    ChatKind,
    ChatMoved,
    Event,
    IncomingAction,
    IncomingCommand,
    IncomingPhoto,
    Origin,
    Picture,
    Reference,
    Wishes,
)
from adapters.contract.reader import Host, Reader
from adapters.contract.replies import (
    Content,
    ContentGone,
    Destination,
    Enclosure,
    Reply,
    RequestState,
    Status,
)
from adapters.contract.values import Json
from adapters.contract.views import CommandEntry, Parameter, PartView, View

__all__ = [
    "ACTION_BYTES",
    "Acknowledgement",
    "Adapter",
    "Button",
    "Buttons",
    "Capabilities",
    "ChatKind",
    "ChatMoved",
    "CommandEntry",
    "Content",
    "ContentGone",
    "Delayed",
    "Destination",
    "Enclosure",
    "Event",
    "Host",
    "IncomingAction",
    "IncomingCommand",
    "IncomingPhoto",
    "Json",
    "NotNow",
    "Origin",
    "Parameter",
    "PartView",
    "Picture",
    "Reader",
    "Receive",
    "Reference",
    "Refusal",
    "RefusalReason",
    "Refused",
    "Reply",
    "RequestState",
    "Status",
    "Unusable",
    "View",
    "Wishes",
    "adjust",
    "cancel",
    "delete",
    "files",
]

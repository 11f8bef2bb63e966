"""Photographs in messages: what may be one, and where its file is."""

from __future__ import annotations

from telegram import Document, ExternalReplyInfo, Message, PhotoSize, Video

from adapters.contract import Picture, Reference

_ENDINGS = (
    *(".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".bmp"),
    *(".jfif", ".jpe"),
)
"""Of files that come without a media type, or with "application/octet-stream"."""


def meant_as_photo(message: Message | ExternalReplyInfo, *, alone: bool) -> bool:
    """Whether a message holds a photo, or a file that may be meant as one.

    `alone` with the bot every file is: the service says what is wrong with it. A film counts only as part of
    an album, whose answer then tells of it.
    """
    file = _file(message)
    if isinstance(file, Document):
        return alone or _looks_like_picture(file)
    if isinstance(file, Video):
        return alone and isinstance(message, Message) and message.media_group_id is not None
    return file is not None


def picture(holder: Message | ExternalReplyInfo, answers: Message | None = None) -> Picture:
    """The photo of a message that `meant_as_photo` is true of; where it is one of another chat, as if it came
    along with the message `answers`, which answers it."""
    file = _file(holder)
    message = holder if isinstance(holder, Message) else answers
    if file is None or message is None:
        raise ValueError("the message holds no file")
    return Picture(
        message=str(message.message_id),
        group=message.media_group_id,
        file=Reference(file.file_id),
        size_bytes=file.file_size,
        recompressed=isinstance(file, PhotoSize),
    )


def _file(message: Message | ExternalReplyInfo) -> PhotoSize | Document | Video | None:
    if message.photo:
        return max(message.photo, key=lambda size: size.width * size.height)
    return message.document or message.video


def _looks_like_picture(document: Document) -> bool:
    return (document.mime_type or "").startswith("image/") or (document.file_name or "").lower().endswith(
        _ENDINGS
    )

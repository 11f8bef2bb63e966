"""What each button does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from adapters.contract import Acknowledgement, Adapter, ChatKind, IncomingAction
from bot.chat.choices import Choices
from bot.chat.table import Deed, Press, Right, parsed
from bot.chat.wishes import check_mask, checked
from bot.messages import Catalogue
from bot.store import records, requests
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.jobs import Jobs
from bot.store.records import RequestRecord
from bot.store.requests import Change, Rules
from bot.store.states import State
from restoration.results.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that may be pressed, and all that doing it takes.

    Attributes:
        change: the request, inside the transaction that writes the press down.
        mask: the blob of the mask that came along.
    """

    change: Change
    event: IncomingAction
    press: Press
    record: RequestRecord
    mask: str | None
    catalogue: Catalogue


class Presses:
    """Answers presses, each once however often it arrives."""

    def __init__(self, database: Database, blobs: Blobs, jobs: Jobs, rules: Rules, choices: Choices) -> None:
        self._database = database
        self._blobs = blobs
        self._jobs = jobs
        self._rules = rules
        self._choices = {
            Deed.LANGUAGE: choices.language,
            Deed.AUTOMATIC: choices.automatic,
            Deed.COLOR: choices.color,
        }
        self._deeds: Mapping[Deed, Callable[[Pressed], Awaitable[Acknowledgement]]] = {
            Deed.ADJUST: self._adjust,
            Deed.FILES: self._files,
            Deed.CANCEL: self._cancel,
            Deed.DELETE: self._delete,
        }

    async def pressed(self, adapter: Adapter, event: IncomingAction, catalogue: Catalogue) -> Acknowledgement:
        """Answer one."""
        press = parsed(event.action)
        if press is None:
            return Acknowledgement(text=catalogue.say("answer.no_such_button"))
        origin, deed = event.origin, press.button.deed
        if press.button.right is Right.ADMIN:
            if not origin.sender_is_admin:
                return Acknowledgement(text=catalogue.say("answer.admins_only"))
            return await self._choices[deed](adapter.name, origin, press.about, catalogue)
        record = await records.one(self._database, press.about)
        if record is None or (record.adapter, record.chat) != (adapter.name, origin.chat):
            return Acknowledgement(text=catalogue.say("answer.send_again"))
        if record.sender != origin.sender and not (origin.sender_is_admin and origin.kind is ChatKind.GROUP):
            return Acknowledgement(text=catalogue.say("answer.not_yours"))
        key = f"{adapter.name}:{adapter.account}:{origin.chat}:press:{event.press}"
        return await self._once(key, event, press, record, catalogue)

    async def _once(
        self, key: str, event: IncomingAction, press: Press, record: RequestRecord, catalogue: Catalogue
    ) -> Acknowledgement:
        mask = None
        if event.wishes.mask is not None:
            check_mask(event.wishes.mask, self._rules.limits.megapixels)
            mask = (await self._blobs.put(event.wishes.mask)).name

        async def deed(change: Change) -> Acknowledgement:
            it = Pressed(change, event, press, record, mask, catalogue)
            return await self._deeds[press.button.deed](it)

        noted = requests.NotedPress(key, record.adapter, event.origin.sender, record.id, event.origin.context)
        answer = await requests.obey(self._database, self._jobs, self._rules, noted, deed)
        if answer is None:
            return Acknowledgement(request=record.id, repeated=True)
        if press.button.deed is Deed.DELETE:
            await self._blobs.tidy()
        return answer

    async def _delete(self, it: Pressed) -> Acknowledgement:
        await it.change.delete()
        return Acknowledgement(request=it.record.id, text=it.catalogue.say("answer.deleted"))

    async def _cancel(self, it: Pressed) -> Acknowledgement:
        record = it.record
        stopped = await it.change.cancel(record.adapter, record.revision)
        word = "answer.cancelled" if stopped else "answer.too_late"
        return Acknowledgement(request=record.id, text=it.catalogue.say(word))

    async def _files(self, it: Pressed) -> Acknowledgement:
        record = it.record
        if record.state in (State.QUEUED, State.RUNNING):
            return Acknowledgement(text=it.catalogue.say("answer.still_working"))
        await it.change.send_files(record.adapter, record.revision, it.event.press)
        return Acknowledgement(request=record.id, text=it.catalogue.say("answer.files"))

    async def _adjust(self, it: Pressed) -> Acknowledgement:
        press, record = it.press, it.record
        wanted: dict[int, Wanted] = {}
        for part in record.parts:
            if part.blob is None or (press.part is not None and press.part != part.number):
                continue
            if press.button.change is None:
                wish = checked(it.event.wishes, part.wanted)
                wanted[part.number] = replace(wish, mask=it.mask) if it.mask else wish
            elif part.report is not None:
                wanted[part.number] = press.button.change(part.wanted, part.report.recipe)
        if not wanted:
            word = "answer.send_again" if record.state is not State.QUEUED else "answer.still_working"
            return Acknowledgement(text=it.catalogue.say(word))
        await it.change.adjust(wanted)
        return Acknowledgement(request=record.id, text=it.catalogue.say("answer.working"))

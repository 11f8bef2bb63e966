"""Every command and every button, in one table each: who may use it, when it is there, and what it does.

The texts stand in `bot/messages`: of a command under `command.<name>` for menus and `answer.<name>` for its
answer, of a button under `button.<name>`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.chat import wishes
from bot.chat.wishes import Change


class Right(StrEnum):
    """Who may."""

    ANYONE = "anyone"
    SENDER = "sender"  # who sent the photo, or an admin
    ADMIN = "admin"  # in a group; alone with the bot everybody is one
    OPERATOR = "operator"  # who runs this installation, as `limits.operators` says


class Deed(StrEnum):
    """What a command or a button does."""

    START = "start"
    HELP = "help"
    PRIVACY = "privacy"
    RESTORE = "restore"
    SETTINGS = "settings"
    AUTOMATIC = "automatic"
    LANGUAGE = "language"
    COLOR = "color"
    FORGET = "forget"
    STATS = "stats"
    ALLOW = "allow"
    BLOCK = "block"
    ADJUST = "adjust"
    FILES = "files"
    CANCEL = "cancel"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the commands.

    Attributes:
        name: what is typed after the slash.
        deed: what it does.
        right: who may give it.
        colorize: for RESTORE, whether colour is asked for.
        groups_only: it makes no sense alone with the bot.
    """

    name: str
    deed: Deed
    right: Right = Right.ANYONE
    colorize: bool | None = None
    groups_only: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides whether a button is there.

    Attributes:
        done: the request has results to adjust.
        open: it is still being worked on.
        colored: it has a coloured version.
        can_color: there is a network for it.
        files: the platform is sent pictures, so that it can be sent files instead.
    """

    done: bool
    open: bool
    colored: bool
    can_color: bool
    files: bool


@dataclass(frozen=True, slots=True)
class ButtonRow:
    """A row of the buttons.

    Attributes:
        name: the first word of its action.
        deed: what it does.
        shown: when it is there.
        change: for ADJUST, what becomes of the wishes; None = what the event itself wishes.
        row: which row of buttons it stands in, from 0.
        right: who may press it.
    """

    name: str
    deed: Deed
    shown: Callable[[Facts], bool]
    change: Change | None = None
    row: int = 0
    right: Right = Right.SENDER


COMMANDS: tuple[Command, ...] = (
    Command("start", Deed.START),
    Command("help", Deed.HELP),
    Command("restore", Deed.RESTORE),
    Command("colorize", Deed.RESTORE, colorize=True),
    Command("cancel", Deed.CANCEL),
    Command("settings", Deed.SETTINGS),
    Command("automatic", Deed.AUTOMATIC, Right.ADMIN, groups_only=True),
    Command("language", Deed.LANGUAGE, Right.ADMIN),
    Command("privacy", Deed.PRIVACY),
    Command("forget", Deed.FORGET),
    Command("stats", Deed.STATS, Right.OPERATOR),
    Command("allow", Deed.ALLOW, Right.OPERATOR),
    Command("block", Deed.BLOCK, Right.OPERATOR),
)

BUTTONS: tuple[ButtonRow, ...] = (
    ButtonRow("gentler", Deed.ADJUST, lambda facts: facts.done, wishes.gentler),
    ButtonRow("stronger", Deed.ADJUST, lambda facts: facts.done, wishes.stronger),
    ButtonRow(
        "color_on",
        Deed.ADJUST,
        lambda facts: facts.done and facts.can_color and not facts.colored,
        wishes.color_on,
        1,
    ),
    ButtonRow("color_off", Deed.ADJUST, lambda facts: facts.done and facts.colored, wishes.color_off, 1),
    ButtonRow("less_vivid", Deed.ADJUST, lambda facts: facts.done and facts.colored, wishes.less_vivid, 1),
    ButtonRow("more_vivid", Deed.ADJUST, lambda facts: facts.done and facts.colored, wishes.more_vivid, 1),
    ButtonRow(
        "other_colors", Deed.ADJUST, lambda facts: facts.done and facts.colored, wishes.other_colors, 1
    ),
    ButtonRow("rotate", Deed.ADJUST, lambda facts: facts.done, wishes.rotate, 2),
    ButtonRow("files", Deed.FILES, lambda facts: facts.done and facts.files, row=2),
    ButtonRow("cancel", Deed.CANCEL, lambda facts: facts.open, row=2),
    ButtonRow("delete", Deed.DELETE, lambda facts: not facts.open, row=2),
)

UNSHOWN: tuple[ButtonRow, ...] = (
    ButtonRow("adjust", Deed.ADJUST, lambda facts: False),
    ButtonRow("language", Deed.LANGUAGE, lambda facts: False, right=Right.ADMIN),
    ButtonRow("automatic", Deed.AUTOMATIC, lambda facts: False, right=Right.ADMIN),
    ButtonRow("color", Deed.COLOR, lambda facts: False, right=Right.ADMIN),
)
"""Actions that other things than the row of buttons send: a platform's own controls, and answers with a
choice."""


def command(name: str) -> Command | None:
    """The command of that name."""
    return next((row for row in COMMANDS if row.name == name), None)


def button(name: str) -> ButtonRow | None:
    """The button whose actions begin with that word."""
    return next((row for row in (*BUTTONS, *UNSHOWN) if row.name == name), None)


@dataclass(frozen=True, slots=True)
class Press:
    """An action taken apart: the button, the request or choice it is about, and the part, None = all of
    them."""

    button: ButtonRow
    about: str
    part: int | None


def parsed(action: str) -> Press | None:
    """An action that a button of ours, or a function of the contract, made; None for anything else."""
    name, _, rest = action.partition(":")
    about, _, number = rest.partition(":")
    row = button(name)
    if (
        row is None
        or not about
        or len(about) > 40
        or (number and not (number.isascii() and number.isdecimal()))
    ):
        return None
    return Press(row, about, int(number[:6]) if number else None)

"""Every sentence a person reads, by language, in `<language>.ftl` beside this file (Project Fluent).

Elsewhere things have codes ("photo.truncated") and parameters; a code's message is found under the code with
dots as dashes. A new language is one more file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentSerializer
from fluent.syntax.ast import Message

FALLBACK = "en"
Value = str | int | float


class Untold(LookupError):
    """A language has no message for a code, or its message needs a parameter that was not given."""


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages there is a file for, such as ("de", "en", ...)."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".ftl") for file in files if file.name.endswith(".ftl")))


def locales(environ: Mapping[str, str]) -> list[str]:
    """The languages a process is asked to speak, the most wanted first, as the environment names them."""
    variables = ("HEIRLOOM_MESSAGES_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    return [locale for variable in variables for locale in environ.get(variable, "").split(":") if locale]


def closest(wanted: Sequence[str]) -> str:
    """The first language of `wanted` that there is a file for ("pt" for "pt_BR.UTF-8"), else English."""
    for locale in wanted:
        code = locale.replace("-", "_").split(".")[0].split("@")[0].split("_")[0].lower()
        if code in languages():
            return code
    return FALLBACK


class Catalogue:
    """The sentences in one language, falling back to English message by message."""

    def __init__(self, language: str = FALLBACK) -> None:
        """Read the files of `language` and of English; one without a file means English."""
        self.language = closest([language])
        self._bundles = [_bundle(code) for code in dict.fromkeys([self.language, FALLBACK])]

    def preferring(self, language: str) -> Catalogue:
        """The catalogue of `language`, or this one where that is "auto"."""
        return self if language == "auto" else Catalogue(language)

    def say(self, code: str, **parameters: Value) -> str:
        """The sentence for `code`; where no language can tell it, the code itself: a reply never fails."""
        for bundle in self._bundles:
            try:
                return _told(bundle, code, parameters)
            except Untold:
                continue
        return code

    def exactly(self, code: str, **parameters: Value) -> str:
        """As `say`, but in this language alone.

        Raises:
            Untold: this language cannot say it.
        """
        return _told(self._bundles[0], code, parameters)

    def under(self, prefix: str) -> dict[str, str]:
        """All messages whose code begins with `prefix` and a dot, by the rest of the code.

        A parameter stands as its name in braces, "{number}", for whoever fills it in later.
        """
        start = prefix.replace(".", "-") + "-"
        found: dict[str, str] = {}
        for language in dict.fromkeys([self.language, FALLBACK]):
            for name, parameters in _parameters(language).items():
                if name.startswith(start):
                    braces = {parameter: f"{{{parameter}}}" for parameter in parameters}
                    found.setdefault(name.removeprefix(start).replace("-", "."), self.say(name, **braces))
        return found

    def knows(self, code: str) -> bool:
        """Whether any of this catalogue's languages has a message for `code`."""
        return any(bundle.has_message(code.replace(".", "-")) for bundle in self._bundles)


@cache
def _bundle(language: str) -> FluentBundle:
    # Isolation marks would show up in terminals and file names.
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(_text(language)))
    return bundle


def _text(language: str) -> str:
    return (resources.files(__name__) / f"{language}.ftl").read_text("utf-8")


@cache
def _parameters(language: str) -> Mapping[str, frozenset[str]]:
    """The names of all messages of a language, each with those of its parameters."""
    return {
        entry.id.name: frozenset(re.findall(r"\$([\w-]+)", FluentSerializer().serialize_entry(entry)))
        for entry in FluentResource(_text(language)).body
        if isinstance(entry, Message)
    }


def _told(bundle: FluentBundle, code: str, parameters: Mapping[str, Value]) -> str:
    name = code.replace(".", "-")
    if not bundle.has_message(name) or (pattern := bundle.get_message(name).value) is None:
        raise Untold(code)
    sentence, problems = bundle.format_pattern(pattern, dict(parameters))
    if problems:
        raise Untold(code, *problems)
    return str(sentence)

"""Names and descriptions of commands in the languages of the catalogue."""

from __future__ import annotations

from discord import Locale
from discord.app_commands import TranslationContextTypes, Translator, locale_str

from adapters.contract import Reader


class CatalogueTranslator(Translator):
    """Looks up the `code` that a text was made with."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._spoken_by_default = reader.language(None)

    async def translate(
        self, string: locale_str, locale: Locale, context: TranslationContextTypes
    ) -> str | None:
        """The text in the language of `locale`; None where that is not spoken, or is the one by default."""
        language = locale.value.partition("-")[0]
        if language == self._spoken_by_default or self._reader.language(locale.value) != language:
            return None
        room, _, name = str(string.extras["code"]).rpartition(".")
        return self._reader.words(room, locale.value).get(name)

"""The tables, one numbered file per step; `bot.store.database.migrations` applies them."""

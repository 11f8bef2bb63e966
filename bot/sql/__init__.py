"""The tables, one numbered file per step; `bot.database.migrations` applies them."""

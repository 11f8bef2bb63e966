"""Discord: slash commands, menus of messages, mentions and buttons.

Importing this loads no library of Discord's.
"""

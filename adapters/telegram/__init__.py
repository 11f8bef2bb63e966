"""Telegram: private chats and groups, by the Bot API.

Importing this loads no library of Telegram's.
"""

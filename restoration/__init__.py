"""Photographs: decode them, find out what ails them, restore and colour them, and write them again.

Nothing here knows of chats, jobs or sentences for a person: what goes wrong or is found is a code with
parameters.
"""

"""Photographs: decode them, find out what ails them, restore and colour them, and write them again.

Nothing here knows of chats, jobs or sentences for a person: what goes wrong or is found is a code with
parameters.
"""

import os

# ONNX Runtime reports its use to its maker from the moment it is imported, and nothing may leave the machine.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

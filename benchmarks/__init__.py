"""Figures of quality and of speed: measured, printed and written down, never passed or failed in a test."""

import restoration  # noqa: F401 -- before ONNX Runtime, whose reports to its maker it switches off

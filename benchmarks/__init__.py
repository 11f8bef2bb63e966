"""Figures of quality and of speed: measured, printed and written down, never passed or failed in a test."""

"""The service and its command line; it knows `adapters` and `restoration`, and neither knows it."""

__version__ = "0.1.0"

"""The service under load: ``python -m benchmarks.load``; see ``benchmarks/load/__main__.py``."""

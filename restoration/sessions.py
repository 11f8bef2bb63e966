"""Networks in memory: loaded once, run under a stop that really ends them, let go after idling."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime

from restoration.cards import PackagedWeights
from restoration.errors import ModelInvalid, ModelMissing, OutOfMemory, ProviderMissing

Array = npt.NDArray[np.float32]

PROVIDERS = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}
"""Names in the settings -> ONNX Runtime's names of its execution providers."""


class Stopped(Exception):
    """The work was told to stop; not an error of the photograph."""


class Stop:
    """A flag that ends work in another thread: between tiles by :meth:`check`, inside a network at once."""

    def __init__(self) -> None:
        self._asked = False
        self._lock = threading.Lock()
        self._running: set[onnxruntime.RunOptions] = set()

    @property
    def asked(self) -> bool:
        """Whether :meth:`ask` was called."""
        return self._asked

    def ask(self) -> None:
        """Stop now: networks under way end within an operator, the rest at the next check."""
        with self._lock:
            self._asked = True
            for options in self._running:
                options.terminate = True

    def check(self) -> None:
        """Raise :class:`Stopped` when asked to stop."""
        if self._asked:
            raise Stopped

    @contextlib.contextmanager
    def terminating(self) -> Iterator[onnxruntime.RunOptions]:
        """Run options that :meth:`ask` terminates."""
        options = onnxruntime.RunOptions()
        with self._lock:
            self.check()
            self._running.add(options)
        try:
            yield options
        finally:
            with self._lock:
                self._running.discard(options)


class Session(Protocol):
    """A network ready to run."""

    def run(self, feeds: Mapping[str, Array], stop: Stop) -> Array:
        """First output for named inputs, float32 (N, C, H, W); raises :class:`Stopped` when stopped."""
        ...


class OnnxSession:
    """A network in ONNX Runtime."""

    def __init__(
        self,
        name: str,
        path: Path,
        *,
        threads: int = 0,
        provider: str = "cpu",
        weights: PackagedWeights | None = None,
    ) -> None:
        """Load ``path`` on ``provider`` with ``threads`` threads (0 = one per core).

        ``weights`` are those of a graph whose initialisers lie in a package's file.

        Raises:
            ModelMissing: there is no such file.
            ModelInvalid: ONNX Runtime cannot load it.
            ProviderMissing: the provider is not on this machine.
        """
        if not path.is_file():
            raise ModelMissing(name=name, path=str(path))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads spin while a network runs, which is faster, and sleep as soon as none does.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        stored = b"" if weights is None else weights.read(name)
        if weights is not None:
            file = Path(weights.file).name
            options.add_external_initializers_from_files_in_memory([file], [stored], [len(stored)])
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=[provider_name(provider)]
            )
        except ProviderMissing:
            raise
        except Exception as error:  # ONNX Runtime's errors share no base but Exception
            raise ModelInvalid(name=name, reason=_first_line(error)) from error
        self._name = name

    def run(self, feeds: Mapping[str, Array], stop: Stop) -> Array:
        with stop.terminating() as options:
            try:
                (output, *_rest) = self._session.run(None, dict(feeds), options)
            except Exception as error:  # as above
                if stop.asked:
                    raise Stopped from error
                if "Failed to allocate memory" in str(error) or "bad_alloc" in str(error):
                    raise OutOfMemory(name=self._name) from error
                raise ModelInvalid(name=self._name, reason=_first_line(error)) from error
        result: Array = output
        return result

    def inputs(self) -> dict[str, list[Any]]:
        """Names and shapes of the network's inputs; a free size is a string."""
        return {node.name: list(node.shape) for node in self._session.get_inputs()}


def provider_name(provider: str) -> str:
    """ONNX Runtime's name of a provider of the settings; raises :class:`ProviderMissing`."""
    available = onnxruntime.get_available_providers()
    name = PROVIDERS.get(provider, provider)
    if name not in available:
        known = [short for short, full in PROVIDERS.items() if full in available]
        raise ProviderMissing(provider=provider, available=", ".join(known))
    return name


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]


class Sessions:
    """The sessions of one engine, made at first use, shared by its threads."""

    def __init__(
        self,
        paths: Mapping[str, Path],
        *,
        threads: int = 0,
        provider: str = "cpu",
        weights: Mapping[str, PackagedWeights] | None = None,
    ) -> None:
        """``paths`` are the networks' files by name, ``weights`` those of graphs without their own."""
        provider_name(provider)
        self._paths = dict(paths)
        self._weights = dict(weights or {})
        self._threads = threads
        self._provider = provider
        self._lock = threading.Lock()
        self._loaded: dict[str, OnnxSession] = {}

    @property
    def loaded(self) -> tuple[str, ...]:
        """Names of the networks that are in memory now."""
        return tuple(sorted(self._loaded))

    def has(self, name: str) -> bool:
        """Whether there is a file for the network ``name``."""
        return name in self._paths

    def get(self, name: str) -> Session:
        """The session of a network; raises as :class:`OnnxSession`."""
        with self._lock:
            if name not in self._loaded:
                if name not in self._paths:
                    raise ModelMissing(name=name, path="")
                self._loaded[name] = OnnxSession(
                    name,
                    self._paths[name],
                    threads=self._threads,
                    provider=self._provider,
                    weights=self._weights.get(name),
                )
            return self._loaded[name]

    def release(self) -> None:
        """Let go of every network; the next use loads it again."""
        with self._lock:
            self._loaded.clear()

"""8-bit integers for a network's convolutions, where the runtime is several times faster at them.

Static quantisation (Jacob et al., "Quantization and Training of Neural Networks for Efficient
Integer-Arithmetic-Only Inference", 2018): weights per output channel, activations per tensor, their ranges
read from real samples. What comes before the first and after the last convolution of the body stays in
floating point, so that neither the pixels nor the answer is rounded to 256 steps.
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import onnx
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)

Feeds = Mapping[str, npt.NDArray[np.float32]]

BODY = "/body/"
"""Name of the part that is quantised, in the graph: a network's attribute ``body``."""

KEPT = ("/body/unshuffle", "/body/head", "/body/tail", "/body/shuffle")
"""The body's doors, which stay in floating point."""

OPERATORS = ["Conv", "Relu", "Add", "DepthToSpace"]

PERCENTILE = 99.995
"""Activations beyond it are clipped: rare peaks would cost all others their resolution."""


class Samples(CalibrationDataReader):  # type: ignore[misc]
    """What the quantiser feeds to the network to see its activations' ranges."""

    def __init__(self, samples: Iterable[Feeds]) -> None:
        self._samples: Iterator[Feeds] = iter(samples)

    def get_next(self) -> dict[str, npt.NDArray[np.float32]] | None:
        feeds = next(self._samples, None)
        return None if feeds is None else dict(feeds)


def quantized(model: onnx.ModelProto, samples: Iterable[Feeds], kept: Sequence[str] = ()) -> onnx.ModelProto:
    """The network (float32 weights, a ``body``) in 8 bits; ``samples`` are inputs by name, with batch axis.

    Parts of the body whose names are ``kept``, such as "decoders.0", stay in floating point as well.
    Weights keep seven bits: processors without VNNI add two products in 16 bits, which overflow with eight.
    """
    floats = KEPT + tuple(BODY + name for name in kept)
    outside = [
        node.name
        for node in model.graph.node
        if not node.name.startswith(BODY) or node.name.startswith(floats)
    ]
    with TemporaryDirectory() as folder, _quiet():
        # From a file: of a model in memory the quantiser moves the weights away.
        source, path = Path(folder) / "float.onnx", Path(folder) / "quantized.onnx"
        onnx.save(model, source)
        quantize_static(
            str(source),
            str(path),
            Samples(samples),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=OPERATORS,
            nodes_to_exclude=outside,
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.Percentile,
            extra_options={"CalibPercentile": PERCENTILE},
        )
        return onnx.load(path)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """The quantiser prints its progress, and advises on preparations that the exporter already made."""
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        root.setLevel(level)

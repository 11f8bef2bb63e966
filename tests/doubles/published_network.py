"""A tiny network in the layout of ncnn, as Real-ESRGAN is published, and a package that carries it."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from restoration.cards import PackagedWeights
from training.published import graph_of

PACKAGE, LAST_NAME = "tiny-upscaler", "TINY.bin"

PARAM = """7767517
9 11
Input            input.1  0 1 data
Convolution      Conv_0   1 1 data 10 0=3 1=3 4=1 5=1 6=81
Split            split_0  1 3 10 10_0 10_1 10_2
Convolution      Conv_1   1 1 10_2 11 0=2 1=3 4=1 5=1 6=54 9=2 -23310=1,2.000000e-01
Concat           Concat_0 2 1 10_1 11 12
Convolution      Conv_2   1 1 12 13 0=3 1=3 4=1 5=1 6=135
Eltwise          Add_0    2 1 13 10_0 14 0=1 -23301=2,2.000000e-01,1.000000e+00
Interp           Resize_0 1 1 14 15 0=1 1=2.000000e+00 2=2.000000e+00
Interp           Resize_1 1 1 15 16 0=1 1=2.000000e+00 2=2.000000e+00
Convolution      Conv_3   1 1 16 output 0=3 1=3 4=1 5=1 6=81
"""


def convolution(weights: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]) -> bytes:
    """One convolution as it stands in a `.bin`: weights (O, I, 3, 3) in float16, bias (O,) in float32."""
    half = weights.astype("<f2").tobytes()
    return struct.pack("<I", 0x01306B47) + half + bytes(-len(half) % 4) + bias.astype("<f4").tobytes()


def tiny_weights(seed: int = 0) -> bytes:
    """Weights for PARAM: the first and the last convolution change nothing, the others are random."""
    rng = np.random.default_rng(seed)
    same = np.zeros((3, 3, 3, 3), np.float32)
    same[range(3), range(3), 1, 1] = 1
    inner = [rng.normal(0, 0.1, shape).astype(np.float32) for shape in ((2, 3, 3, 3), (3, 5, 3, 3))]
    kernels = [same, *inner, same]
    return b"".join(convolution(kernel, np.zeros(len(kernel), np.float32)) for kernel in kernels)


def install(folder: Path, weights: bytes) -> PackagedWeights:
    """Put a package with these weights into a folder of Python's path."""
    described = folder / "tiny_upscaler-1.0.dist-info"
    described.mkdir(parents=True)
    (described / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: 1.0\n")
    file = folder / "tiny_upscaler" / LAST_NAME
    file.parent.mkdir()
    file.write_bytes(weights)
    digest = hashlib.sha256(weights).hexdigest()
    return PackagedWeights(PACKAGE, f"tiny_upscaler/{LAST_NAME}", digest, "hd")


def published(folder: Path, weights: bytes, stored: PackagedWeights) -> Path:
    """The graph for these weights in a folder, with the card that says where they are."""
    path = folder / "upscale.onnx"
    path.write_bytes(graph_of(PARAM, weights, LAST_NAME).SerializeToString())
    said = {name: getattr(stored, name) for name in ("package", "file", "sha256", "extra")}
    card = {"name": "upscale", "version": "tiny", "task": "enlarges", "terms": "none", "weights": said}
    path.with_suffix(".yaml").write_text(yaml.safe_dump(card))
    return path

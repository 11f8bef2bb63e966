"""Tiny real networks in ONNX with the names and shapes of the shipped ones, to run the whole path."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def _shape(channels: int) -> list[str | int | None]:
    return ["n", channels, "height", "width"]


def _save(
    path: Path, nodes: list[onnx.NodeProto], inputs: dict[str, int], channels: int, **constants: object
) -> Path:
    graph = helper.make_graph(
        nodes,
        path.stem,
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, _shape(count))
            for name, count in inputs.items()
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["n", channels, "h", "w"])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
    return path


def smoother(path: Path) -> Path:
    """clean: a 3x3 mean per channel."""
    kernel = np.full((3, 1, 3, 3), 1 / 9, np.float32)
    node = helper.make_node("Conv", ["pixels", "kernel"], ["output"], pads=[1, 1, 1, 1], group=3)
    return _save(path, [node], {"pixels": 3}, 3, kernel=kernel)


def white_finder(path: Path) -> Path:
    """damage: opaque where green is above 0.95, falling to nothing at 0.9; no stain, no writing."""
    nodes = [
        helper.make_node("Slice", ["pixels", "first", "last", "axis"], ["green"]),
        helper.make_node("Mul", ["green", "gain"], ["scaled"]),
        helper.make_node("Add", ["scaled", "offset"], ["shifted"]),
        helper.make_node("Clip", ["shifted", "zero", "one"], ["opaque"]),
        helper.make_node("Mul", ["green", "zero"], ["none"]),
        helper.make_node("Concat", ["opaque", *["none"] * 5], ["output"], axis=1),
    ]
    constants = {
        "gain": np.float32(20),
        "offset": np.float32(-18),
        "zero": np.float32(0),
        "one": np.float32(1),
        "first": np.array([1], np.int64),
        "last": np.array([2], np.int64),
        "axis": np.array([1], np.int64),
    }
    return _save(path, nodes, {"pixels": 3}, 6, **constants)


def grey_filler(path: Path, value: float = 0.5) -> Path:
    """inpaint: a constant in the holes, the input elsewhere."""
    nodes = [
        helper.make_node("Mul", ["mask", "value"], ["fill"]),
        helper.make_node("Sub", ["one", "mask"], ["known"]),
        helper.make_node("Mul", ["pixels", "known"], ["kept"]),
        helper.make_node("Add", ["kept", "fill"], ["output"]),
    ]
    return _save(path, nodes, {"pixels": 3, "mask": 1}, 3, value=np.float32(value), one=np.float32(1))


def warm_colorizer(path: Path, a: float = 12.0, b: float = 20.0) -> Path:
    """colorize: the same warm chroma everywhere, at a quarter of the size."""
    nodes = [
        helper.make_node("AveragePool", ["lightness"], ["small"], kernel_shape=[4, 4], strides=[4, 4]),
        helper.make_node("Mul", ["small", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "chroma"], ["output"]),
    ]
    chroma = np.array([a, b], np.float32).reshape(1, 2, 1, 1)
    return _save(path, nodes, {"lightness": 1}, 2, zero=np.float32(0), chroma=chroma)


def enlarger(path: Path) -> Path:
    """upscale: every pixel four times as wide and high."""
    node = helper.make_node(
        "Resize",
        ["pixels", "", "scales"],
        ["output"],
        mode="nearest",
        coordinate_transformation_mode="asymmetric",
        nearest_mode="floor",
    )
    return _save(path, [node], {"pixels": 3}, 3, scales=np.array([1, 1, 4, 4], np.float32))


def slow(path: Path, convolutions: int = 400) -> Path:
    """clean, but seconds of work: a long chain of convolutions, to be stopped in the middle."""
    kernel = np.zeros((3, 3, 7, 7), np.float32)
    kernel[[0, 1, 2], [0, 1, 2], 3, 3] = 1
    names = ["pixels", *(f"step{i}" for i in range(1, convolutions)), "output"]
    nodes = [helper.make_node("Conv", [a, "kernel"], [b], pads=[3, 3, 3, 3]) for a, b in pairwise(names)]
    return _save(path, nodes, {"pixels": 3}, 3, kernel=kernel)


def tiny_networks(folder: Path) -> dict[str, Path]:
    """All in ``folder``, by the name that the stages ask for."""
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "clean": smoother(folder / "clean.onnx"),
        "damage": white_finder(folder / "damage.onnx"),
        "inpaint": grey_filler(folder / "inpaint.onnx"),
        "colorize": warm_colorizer(folder / "colorize.onnx"),
        "upscale": enlarger(folder / "upscale.onnx"),
    }

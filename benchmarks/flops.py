"""Arithmetic of convolutions: how much a network asks for, and how fast this machine can be at it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper, shape_inference

WEIGHT_INPUT = {"Conv": 1, "ConvInteger": 1, "QLinearConv": 3}
"""Operators that convolve -> which input holds the weights: (outputs, inputs per group, height, width)."""

CHANNELS, SIDE_PX, DEPTH = 64, 256, 8
"""The plain network that marks the machine's peak; its depth hides the change of layout at either end."""

Shape = tuple[int, ...]


class ShapeUnknown(Exception):
    """The size of a convolution cannot be told from the graph."""


def convolution_flops(model: onnx.ModelProto, inputs: Mapping[str, Shape]) -> int:
    """Multiplications and additions of all convolutions for inputs of these shapes.

    Raises:
        ShapeUnknown: a convolution's size depends on values that are known only when it runs.
    """
    shapes = inferred_shapes(model, inputs)
    total = 0
    for node in model.graph.node:
        if node.op_type in WEIGHT_INPUT:
            output, weights = shapes.get(node.output[0]), shapes.get(node.input[WEIGHT_INPUT[node.op_type]])
            if output is None or weights is None:
                raise ShapeUnknown(node.name or node.output[0])
            total += 2 * int(np.prod(output)) * int(np.prod(weights[1:]))
    return total


def inferred_shapes(model: onnx.ModelProto, inputs: Mapping[str, Shape]) -> dict[str, Shape]:
    """Shapes of all tensors by name, as far as they follow from those of the inputs."""
    fixed = onnx.ModelProto()
    fixed.CopyFrom(model)
    for value in fixed.graph.input:
        for place, size in enumerate(inputs.get(value.name, ())):
            value.type.tensor_type.shape.dim[place].dim_value = size
    for value in fixed.graph.output:
        value.type.tensor_type.ClearField("shape")
    del fixed.graph.value_info[:]
    graph = shape_inference.infer_shapes(fixed, data_prop=True).graph
    shapes = {weights.name: tuple(weights.dims) for weights in graph.initializer}
    for value in (*graph.input, *graph.value_info, *graph.output):
        sizes = value.type.tensor_type.shape.dim
        if value.type.tensor_type.HasField("shape") and all(size.HasField("dim_value") for size in sizes):
            shapes[value.name] = tuple(size.dim_value for size in sizes)
    return shapes


def plain_network() -> onnx.ModelProto:
    """3x3 convolutions of 64 channels in a row, with nothing between them."""
    kernel = np.full((CHANNELS, CHANNELS, 3, 3), 1e-3, np.float32)
    names = ["input", *(f"step{place}" for place in range(1, DEPTH)), "output"]
    nodes = [
        helper.make_node("Conv", [before, "kernel"], [after], pads=[1, 1, 1, 1])
        for before, after in pairwise(names)
    ]
    shape = [1, CHANNELS, SIDE_PX, SIDE_PX]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("input", "output")]
    graph = helper.make_graph(nodes, "peak", ends[:1], ends[1:], [numpy_helper.from_array(kernel, "kernel")])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def peak_gflops(threads: int, runs: int = 12) -> float:
    """The machine's speed at plain 3x3 convolutions, the best of some runs, in 10^9 operations a second."""
    model = plain_network()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session: Any = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    feed = {"input": np.full((1, CHANNELS, SIDE_PX, SIDE_PX), 0.5, np.float32)}
    session.run(None, feed)
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        session.run(None, feed)
        seconds.append(time.perf_counter() - started)
    return convolution_flops(model, {"input": feed["input"].shape}) / min(seconds) / 1e9

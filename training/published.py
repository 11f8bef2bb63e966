"""The graph of a network published for ncnn, without its weights:
``python -m training.published NETWORK.param --out restoration/weights/upscale.onnx [--whole]``.

The weights stay in the published ``.bin`` beside the ``.param``: each initialiser of the graph names its
place there (ONNX's external data), so that who has the file needs nothing else, and who carries the graph
carries no weights. ``--whole`` writes them into the ONNX file instead, to compare the two.

The format, as far as Real-ESRGAN uses it: a ``.param`` is one layer per line (kind, name, numbers of inputs
and outputs, their names, settings as ``key=value``). Of every convolution, in that order, the ``.bin`` holds
uint32 0x01306B47 ("float16 follows"), the weights (O, I, kh, kw) padded to four bytes, and the bias in
float32.
"""

from __future__ import annotations

import argparse
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET, IR_VERSION = 17, 9
_HALF_FOLLOWS = 0x01306B47
_WEIGHT_DTYPE = np.dtype("<f2")
_BIAS_DTYPE = np.dtype("<f4")


class UnknownLayout(Exception):
    """The files hold what this conversion does not know."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One line of a ``.param``: settings by their number, values as written."""

    kind: str
    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    settings: Mapping[int, str]

    def number(self, key: int, default: float = 0.0) -> float:
        """A setting that is one number."""
        return float(self.settings.get(key, default))

    def numbers(self, key: int) -> tuple[float, ...]:
        """A setting that is a list: keys of lists are written as -23300 - key, with their length in front."""
        _, *values = self.settings.get(-23300 - key, "0").split(",")
        return tuple(float(value) for value in values)


def layers(text: str) -> list[Layer]:
    """The layers of a ``.param``; raises :class:`UnknownLayout` where it is none."""
    magic, _counts, *lines = text.strip().splitlines()
    if magic.strip() != "7767517":
        raise UnknownLayout(f"not a .param of ncnn: {magic[:20]}")
    return [_layer(line.split()) for line in lines]


def _layer(words: Sequence[str]) -> Layer:
    kind, name, inputs, outputs, *rest = words
    first, second = int(inputs), int(inputs) + int(outputs)
    settings = dict(word.split("=", 1) for word in rest[second:])
    return Layer(
        kind,
        name,
        tuple(rest[:first]),
        tuple(rest[first:second]),
        {int(key): value for key, value in settings.items()},
    )


@dataclass(slots=True)
class Graph:
    """An ONNX graph being made of layers; `position` is how far the weights are read.

    Attributes:
        weights: the bytes of the ``.bin``.
        location: its name, as initialisers state it.
        names: what a tensor of the ``.param`` is called in the graph.
    """

    weights: bytes
    location: str
    position: int = 0
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    initializers: list[onnx.TensorProto] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def node(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        """Add a node and give its output back."""
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def constant(self, name: str, value: float | Sequence[float]) -> str:
        """A small number or list in the graph itself, written once."""
        if all(known.name != name for known in self.initializers):
            self.initializers.append(numpy_helper.from_array(np.asarray(value, np.float32), name))
        return name

    def stored(self, name: str, dtype: np.dtype[np.floating], shape: Sequence[int]) -> str:
        """The next bytes of the ``.bin`` as an initialiser that names their place."""
        length = int(np.prod(shape)) * dtype.itemsize
        if self.position + length > len(self.weights):
            raise UnknownLayout(f"the weights end before {name}")
        tensor = TensorProto(name=name, dims=shape, data_location=TensorProto.EXTERNAL)
        tensor.data_type = helper.np_dtype_to_tensor_dtype(dtype)
        place = {"location": self.location, "offset": self.position, "length": length}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
        self.initializers.append(tensor)
        self.position += length + -length % 4
        return name


def _convolution(graph: Graph, layer: Layer, inputs: Sequence[str], output: str) -> None:
    channels, side, count = (int(layer.number(key)) for key in (0, 1, 6))
    usual = {2: 1, 3: 1, 4: side // 2, 5: 1}  # dilation, stride, padding, bias
    odd = [key for key, value in usual.items() if layer.number(key, value if key < 4 else 0) != value]
    if odd or layer.number(9) not in (0, 2):
        raise UnknownLayout(f"{layer.name} is not a plain convolution: {dict(layer.settings)}")
    (flag,) = struct.unpack_from("<I", graph.weights, graph.position)
    if flag != _HALF_FOLLOWS:
        raise UnknownLayout(f"{layer.name}: its weights are not float16 (0x{flag:08x})")
    graph.position += 4
    shape = (channels, count // (channels * side * side), side, side)
    half = graph.stored(f"{layer.name}.half", _WEIGHT_DTYPE, shape)
    bias = graph.stored(f"{layer.name}.bias", _BIAS_DTYPE, (channels,))
    weight = graph.node("Cast", [half], f"{layer.name}.weight", to=TensorProto.FLOAT)
    leaky = layer.number(9) == 2
    linear = f"{layer.name}.linear" if leaky else output
    graph.node("Conv", [inputs[0], weight, bias], linear, pads=[side // 2] * 4, kernel_shape=[side, side])
    if leaky:
        graph.node("LeakyRelu", [linear], output, alpha=layer.numbers(10)[0])


def _concatenation(graph: Graph, layer: Layer, inputs: Sequence[str], output: str) -> None:
    graph.node("Concat", inputs, output, axis=1)


def _weighted_sum(graph: Graph, layer: Layer, inputs: Sequence[str], output: str) -> None:
    factors = layer.numbers(1)
    if layer.number(0) != 1 or len(inputs) != 2 or len(factors) != 2:
        raise UnknownLayout(f"{layer.name} is not a sum of two: {dict(layer.settings)}")
    terms = [
        name
        if factor == 1
        else graph.node("Mul", [name, graph.constant(f"factor.{factor}", factor)], f"{layer.name}.{position}")
        for position, (name, factor) in enumerate(zip(inputs, factors, strict=True))
    ]
    graph.node("Add", terms, output)


def _addition(graph: Graph, layer: Layer, inputs: Sequence[str], output: str) -> None:
    if layer.number(0) != 0 or len(inputs) != 2:
        raise UnknownLayout(f"{layer.name} is not an addition: {dict(layer.settings)}")
    graph.node("Add", inputs, output)


def _enlargement(graph: Graph, layer: Layer, inputs: Sequence[str], output: str) -> None:
    if layer.number(0) != 1:
        raise UnknownLayout(f"{layer.name} does not enlarge by the nearest: {dict(layer.settings)}")
    down, across = layer.number(1), layer.number(2)
    scales = graph.constant(f"scales.{down}.{across}", (1.0, 1.0, down, across))
    places = {"coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
    graph.node("Resize", [inputs[0], "", scales], output, mode="nearest", **places)


_LAYERS: Mapping[str, Callable[[Graph, Layer, Sequence[str], str], None]] = {
    "Convolution": _convolution,
    "Concat": _concatenation,
    "Eltwise": _weighted_sum,
    "BinaryOp": _addition,
    "Interp": _enlargement,
}


def graph_of(param: str, weights: bytes, location: str) -> onnx.ModelProto:
    """The network as ONNX whose initialisers lie in the file `location` next to it.

    Input ``pixels`` and output ``output``, (N, 3, height, width) float32 0..1, RGB.

    Raises:
        UnknownLayout: there is a layer that is not known here, or the weights do not fit to the last byte.
    """
    graph = Graph(weights, location)
    for layer in layers(param):
        inputs = [graph.names[name] for name in layer.inputs]
        if layer.kind == "Input":
            graph.names[layer.outputs[0]] = "pixels"
        elif layer.kind == "Split":
            graph.names |= dict.fromkeys(layer.outputs, inputs[0])
        elif layer.kind in _LAYERS:
            (output,) = layer.outputs
            graph.names[output] = output
            _LAYERS[layer.kind](graph, layer, inputs, output)
        else:
            raise UnknownLayout(f"{layer.name} is of the unknown kind {layer.kind}")
    if graph.position != len(weights):
        raise UnknownLayout(f"{len(weights) - graph.position} bytes of weights are left over")
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 3, *sizes])
        for name, sizes in (("pixels", ("height", "width")), ("output", ("h", "w")))
    ]
    made = helper.make_graph(graph.nodes, "upscale", ends[:1], ends[1:], graph.initializers)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)


def whole(model: onnx.ModelProto, weights: bytes) -> onnx.ModelProto:
    """The same network with its weights inside."""
    complete = onnx.ModelProto()
    complete.CopyFrom(model)
    for tensor in complete.graph.initializer:
        if tensor.data_location == TensorProto.EXTERNAL:
            place = {entry.key: entry.value for entry in tensor.external_data}
            start = int(place["offset"])
            tensor.raw_data = weights[start : start + int(place["length"])]
            tensor.ClearField("external_data")
            tensor.data_location = TensorProto.DEFAULT
    onnx.checker.check_model(complete)
    return complete


def main(arguments: Sequence[str] | None = None) -> None:
    """Convert what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("param", type=Path, help="the .param; its .bin lies beside it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--whole", action="store_true", help="with the weights inside")
    options = parser.parse_args(arguments)
    published = options.param.with_suffix(".bin")
    weights = published.read_bytes()
    model = graph_of(options.param.read_text("utf-8"), weights, published.name)
    if options.whole:
        model = whole(model, weights)
    options.out.write_bytes(model.SerializeToString())
    print(f"{options.out}: {options.out.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()

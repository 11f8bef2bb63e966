"""Export a checkpoint: ``python -m training.export colorize --run runs/colorize --out restoration/weights``.

Writes ``NAME.onnx`` (float16 storage, float32 arithmetic), checked against PyTorch at several sizes, and its
card ``NAME.yaml``: measured facts from the checkpoint, words from ``training/cards/NAME.yaml``.
"""

from __future__ import annotations

import argparse
import io
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnx
import onnxruntime
import torch
import yaml
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.tasks import TASKS
from training.tasks.task import TaskClass

OPSET = 17
PARITY = 2e-3
"""Largest difference allowed between PyTorch and ONNX Runtime, as a share of the output's own range."""


class ParityError(Exception):
    """The exported network does not compute what the trained one does."""


def to_onnx(network: nn.Module, task: TaskClass) -> onnx.ModelProto:
    """The network as ONNX in float32 with free height and width."""
    shapes = task.export_inputs()
    examples = tuple(torch.rand(shape) for shape in shapes.values())
    axes = {name: {2: "height", 3: "width"} for name in [*shapes, "output"]}
    buffer = io.BytesIO()
    with warnings.catch_warnings(), torch.no_grad():
        # The TorchScript exporter writes fewer and plainer nodes for these networks than its successor.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            examples,
            buffer,  # type: ignore[arg-type]
            dynamo=False,
            input_names=list(shapes),
            output_names=["output"],
            dynamic_axes=axes,
            opset_version=OPSET,
        )
    return onnx.load_from_string(buffer.getvalue())


def halve_storage(model: onnx.ModelProto) -> onnx.ModelProto:
    """Store float32 weights as float16 with a cast behind each, which the runtime folds away."""
    casts = []
    for initializer in model.graph.initializer:
        if initializer.data_type != TensorProto.FLOAT or len(initializer.dims) < 2:
            continue
        name = initializer.name
        half = numpy_helper.from_array(numpy_helper.to_array(initializer).astype(np.float16), f"{name}.half")
        initializer.CopyFrom(half)
        casts.append(helper.make_node("Cast", [half.name], [name], to=TensorProto.FLOAT))
    for position, node in enumerate(casts):
        model.graph.node.insert(position, node)
    onnx.checker.check_model(model)
    return model


def check_parity(model: onnx.ModelProto, network: nn.Module, task: TaskClass) -> float:
    """Largest difference to PyTorch as a share of the output's range, over three sizes.

    Raises :class:`ParityError`.
    """
    session = onnxruntime.InferenceSession(model.SerializeToString())
    worst = 0.0
    generator = torch.Generator().manual_seed(1)
    for factor in (1, 2, 3):
        feeds = {
            name: torch.rand(*shape[:2], shape[2] // 2 * factor, shape[3] // 2 * factor, generator=generator)
            for name, shape in task.export_inputs().items()
        }
        if "mask" in feeds:
            feeds["mask"] = (feeds["mask"] > 0.9).float()
        with torch.no_grad():
            expected = network(*feeds.values()).numpy()
        (output,) = session.run(None, {name: value.numpy() for name, value in feeds.items()})
        spread = max(float(np.ptp(expected)), 1e-6)
        worst = max(worst, float(np.abs(cast(Any, output) - expected).max()) / spread)
    if not worst < PARITY:
        raise ParityError(f"ONNX Runtime and PyTorch differ by {worst:.2e} of the output's range")
    return worst


def card(
    name: str, version: str, state: dict[str, Any], parity: float, words: dict[str, Any]
) -> dict[str, Any]:
    """The content of the network's card."""
    options, last = state["options"], state["history"][-1]
    kept = ("step", "minutes", "loss")
    return {
        "name": name,
        "version": version,
        "task": words["task"],
        "terms": words["terms"],
        "training": {
            "steps": int(last["step"]),
            "minutes": last["minutes"],
            "device": options["device"],
            "threads": int(options["threads"]),
            "seed": int(options["seed"]),
            "pictures": sum(state["sources"].values()),
            "torch": str(torch.__version__),
            "parity": float(f"{parity:.1e}"),
        },
        "figures": {key: value for key, value in last.items() if key not in kept},
        "weaknesses": words["weaknesses"],
        "trained_on": state["sources"],
    }


def export(name: str, run: Path, out: Path, version: str) -> Path:
    """Write the network of a run and its card into ``out``; returns the path of the ONNX file."""
    state = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)
    average: dict[str, Tensor] = state["average"]
    task = TASKS[name]
    network = task.restore_network(average)
    network.load_state_dict(average)
    network.eval()
    model = halve_storage(to_onnx(network, task))
    parity = check_parity(model, network, task)
    words = yaml.safe_load((Path(__file__).parent / "cards" / f"{name}.yaml").read_text(encoding="utf-8"))
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}.onnx"
    path.write_bytes(model.SerializeToString())
    content = card(name, version, state, parity, words)
    text = yaml.safe_dump(content, sort_keys=False, width=110, allow_unicode=True)
    path.with_suffix(".yaml").write_text(text, encoding="utf-8")
    return path


def main(arguments: Sequence[str] | None = None) -> None:
    """Export what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default="1")
    options = parser.parse_args(arguments)
    path = export(options.task, options.run, options.out, options.version)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

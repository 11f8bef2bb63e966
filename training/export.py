"""Export a checkpoint: ``python -m training.export colorize --run runs/colorize --out restoration/weights``.

Writes ``NAME.onnx``, checked against PyTorch at several sizes, and its card ``NAME.yaml``: facts of the
training from the checkpoint, figures measured with the very file, words from ``training/cards/NAME.yaml``.
Networks that run on every pixel are stored and run in 8 bits (`training.quantize`), the others with float16
weights and float32 arithmetic.
"""

from __future__ import annotations

import argparse
import io
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnx
import onnxruntime
import torch
import yaml
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.quantize import Feeds, quantized
from training.tasks import TASKS
from training.tasks.condition import Condition
from training.tasks.task import Task, TaskClass

OPSET = 17
PARITY = 2e-3
"""Largest difference allowed between PyTorch and ONNX Runtime, as a share of the output's own range."""


CALIBRATION_SAMPLES = 48
CALIBRATION_SEED = 7


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
    """Largest difference to PyTorch as a share of the output's range, over the task's sizes.

    Raises :class:`ParityError`.
    """
    session = onnxruntime.InferenceSession(model.SerializeToString())
    worst = 0.0
    generator = torch.Generator().manual_seed(1)
    for factor in task.sizes:
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


class Exported(nn.Module):
    """An exported network in the place of the trained one, for the task's figures."""

    def __init__(self, model: onnx.ModelProto) -> None:
        super().__init__()
        self._session = onnxruntime.InferenceSession(model.SerializeToString())
        self._names = [node.name for node in self._session.get_inputs()]
        self.device = nn.Parameter(torch.zeros(()), requires_grad=False)  # says where its inputs belong

    def forward(self, *inputs: Tensor) -> Tensor:
        feeds = {name: value.numpy() for name, value in zip(self._names, inputs, strict=True)}
        (output,) = self._session.run(None, feeds)
        return torch.from_numpy(output)


def calibration(task: Task) -> Iterator[Feeds]:
    """Inputs from the training's own samples, batch axis included."""
    for index in range(CALIBRATION_SAMPLES):
        sample = task.sample(np.random.default_rng([CALIBRATION_SEED, index]))
        yield {
            name: array[None] for name, array in zip(task.export_inputs(), task.inputs(sample), strict=True)
        }


def card(name: str, version: str, state: dict[str, Any], measured: dict[str, Any]) -> dict[str, Any]:
    """The content of the network's card; ``measured`` are its figures and its parity."""
    options, last = state["options"], state["history"][-1]
    words = yaml.safe_load((Path(__file__).parent / "cards" / f"{name}.yaml").read_text(encoding="utf-8"))
    start = Path(options["start"]).with_suffix(".yaml")
    earlier = yaml.safe_load(start.read_text(encoding="utf-8")) if start.is_file() else None
    return {
        "name": name,
        "version": version,
        "task": words["task"],
        "terms": words["terms"],
        "training": {
            "steps": int(last["step"]),
            "minutes": last["minutes"],
            # A training that went on from a network has the minutes of that one behind it as well.
            "earlier_minutes": earlier["training"]["minutes"] + earlier["training"].get("earlier_minutes", 0)
            if earlier
            else 0,
            "device": options["device"],
            "threads": int(options["threads"]),
            "seed": int(options["seed"]),
            "pictures": sum(state["sources"].values()),
            "torch": str(torch.__version__),
            "parity": measured["parity"],
        },
        "figures": measured["figures"],
        "weaknesses": words["weaknesses"],
        "trained_on": state["sources"],
    }


def export(name: str, run: Path, out: Path, version: str) -> Path:
    """Write the network of a run and its card into ``out``; returns the path of the ONNX file.

    Reads the training's data again, for the ranges of an 8-bit network and the figures.
    """
    state = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)
    average: dict[str, Tensor] = state["average"]
    task_class = TASKS[name]
    options = state["options"]
    limit = None if options["limit"] == "None" else int(options["limit"])
    task = task_class(
        Path(options["data"]), permissive_only=options["permissive_only"] == "True", limit=limit
    )
    network = task_class.network_from(average)
    network.load_state_dict(average)
    network.eval()
    if isinstance(task, Condition):
        task.calibrate(network)
    model = to_onnx(network, task_class)
    parity = check_parity(model, network, task_class)
    if task_class.quantized:
        model = quantized(model, calibration(task), task_class.kept_in_float)
    model = halve_storage(model)
    figures = {key: round(value, 4) for key, value in task.validate(Exported(model)).items()}
    content = card(name, version, state, {"figures": figures, "parity": float(f"{parity:.1e}")})
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}.onnx"
    path.write_bytes(model.SerializeToString())
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

"""Training: the same pictures for the same seed, an exact resume, an export that computes the same."""

from __future__ import annotations

import io
import tarfile
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import onnx
import pytest
import torch
import yaml

from restoration.cards import read_card
from training import data
from training.export import (
    Exported,
    ParityError,
    calibration,
    check_parity,
    export,
    halve_storage,
    to_onnx,
)
from training.networks.squares import Inpainter
from training.quantize import quantized
from training.start import StartError, start_from, unfold_norms
from training.tasks import TASKS
from training.train import Options, Stop, Trainer


def photograph(seed: int, height: int = 160, width: int = 200) -> np.ndarray:
    """A smooth colourful picture with an edge, (H, W, 3) uint8."""
    rng = np.random.default_rng(seed)
    small = rng.integers(0, 256, (6, 8, 3), np.uint8)
    picture = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    cv2.circle(picture, (width // 2, height // 2), 40, tuple(int(v) for v in rng.integers(0, 256, 3)), -1)
    return picture


def write_shard(path: Path, names: list[str]) -> None:
    with tarfile.open(path, "w") as archive:
        for seed, name in enumerate(names):
            _, encoded = cv2.imencode(".png", photograph(seed))
            member = tarfile.TarInfo(name)
            member.size = len(encoded)
            archive.addfile(member, io.BytesIO(encoded.tobytes()))


FROM_PICTURES = sorted(set(TASKS) - {"condition"})
"""Tasks that learn from photographs; `condition` learns from what was prepared, and has tests of its own."""


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shards")
    names = [f"{source}/{i:03d}.png" for source in ("open", "nc_closed", "unclear_web") for i in range(30)]
    write_shard(folder / "photos-00.tar", names)
    write_shard(folder / "colour-00.tar", names)
    return folder


def test_a_picture_stays_on_its_side_of_the_split(shards: Path) -> None:
    collection = data.load(shards, "photos")
    again = data.load(shards, "photos")
    assert {p.name for p in collection.held_out} == {p.name for p in again.held_out}
    assert not {p.name for p in collection.held_out} & {p.name for p in collection.train}


def test_permissive_training_sees_no_marked_picture(shards: Path) -> None:
    assert set(data.load(shards, "photos").sources()) == {"open", "nc_closed", "unclear_web"}
    assert set(data.load(shards, "photos", permissive_only=True).sources()) == {"open"}


def test_a_benchmark_picture_is_refused_even_when_compressed_again(tmp_path: Path) -> None:
    write_shard(tmp_path / "photos-00.tar", ["open/a.png", "open/b.png", "open/c.png"])
    jpeg = cv2.imencode(".jpg", photograph(1), [cv2.IMWRITE_JPEG_QUALITY, 60])[1]
    decoded = cv2.imdecode(jpeg, cv2.IMREAD_COLOR)
    assert decoded is not None
    hashed = data.difference_hash(np.ascontiguousarray(decoded[..., ::-1], np.uint8))
    (tmp_path / "EXCLUDE.txt").write_text(f"# benchmark\n{hashed:016x}\n")
    collection = data.load(tmp_path, "photos")
    assert collection.excluded == 1
    assert "open/b.png" not in {p.name for p in collection.train + collection.held_out}


def test_no_shard_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no shard photos-NN\.tar"):
        data.load(tmp_path, "photos")


def test_squares_that_a_network_cannot_see_are_refused(shards: Path) -> None:
    with pytest.raises(ValueError, match="multiple of 32, not 144"):
        TASKS["inpaint"](shards, side=144)


@pytest.mark.parametrize("name", FROM_PICTURES)
def test_a_sample_is_a_function_of_seed_and_index(shards: Path, name: str) -> None:
    task = TASKS[name](shards)
    once, twice, other = (task.sample(np.random.default_rng([1, index])) for index in (5, 5, 6))
    for a, b in zip(once, twice, strict=True):
        np.testing.assert_array_equal(a, b)
    assert any(not np.array_equal(a, b) for a, b in zip(once, other, strict=True))


@pytest.mark.parametrize("name", FROM_PICTURES)
def test_every_task_trains_reports_and_exports_with_parity_and_a_card(
    shards: Path, tmp_path: Path, name: str
) -> None:
    run = tmp_path / name
    run.mkdir()
    Trainer(Options(name, shards, run, steps=2, batch=2)).train(Stop())
    path = export(name, run, tmp_path / "weights", "7")
    card = read_card(path.with_suffix(".yaml"))
    assert (card.name, card.version, card.path) == (name, "7", path)
    assert sum(card.trained_on.values()) > 0
    assert card.figures
    stored = Counter(i.data_type for i in onnx.load(path).graph.initializer if len(i.dims) == 4)
    assert onnx.TensorProto.FLOAT not in stored
    assert (stored[onnx.TensorProto.INT8] > stored[onnx.TensorProto.FLOAT16]) == TASKS[name].quantized
    assert (run / "preview-000.png").exists()


def test_a_resumed_training_ends_where_an_uninterrupted_one_does(shards: Path, tmp_path: Path) -> None:
    runs = [tmp_path / "whole", tmp_path / "halves"]
    for run in runs:
        run.mkdir()

    def options(run: Path) -> Options:
        return Options("inpaint", shards, run, steps=4, batch=2, threads=1)

    Trainer(options(runs[0])).train(Stop())

    class StopAfterTwo(Stop):
        """Asked to stop once two steps are done."""

        def __init__(self, trainer: Trainer) -> None:
            super().__init__()
            self._trainer = trainer

        @property
        def asked(self) -> bool:
            return self._trainer.run.step >= 2

        @asked.setter
        def asked(self, value: bool) -> None:
            pass

    half = Trainer(options(runs[1]))
    half.train(StopAfterTwo(half))
    assert half.run.step == 2
    Trainer(options(runs[1])).train(Stop())
    whole, resumed = (torch.load(run / "checkpoint.pt", weights_only=True) for run in runs)
    assert whole["step"] == resumed["step"] == 4
    for key in ("network", "average"):
        for name, value in whole[key].items():
            assert torch.equal(value, resumed[key][name]), name


def test_an_export_that_computes_something_else_is_refused(shards: Path) -> None:
    task = TASKS["inpaint"]
    network = task(shards).network().eval()
    assert isinstance(network, Inpainter)
    torch.nn.init.normal_(network.body.tail.weight, std=0.1)
    model = halve_storage(to_onnx(network, task))
    assert check_parity(model, network, task) < 2e-3
    with torch.no_grad():
        network.body.tail.weight.mul_(1.5)
    with pytest.raises(ParityError):
        check_parity(model, network, task)


@pytest.mark.parametrize("name", FROM_PICTURES)
def test_a_training_can_start_from_a_shipped_network(shards: Path, tmp_path: Path, name: str) -> None:
    task = TASKS[name]
    network = task(shards).network()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            assert module.running_mean is not None
            assert module.running_var is not None
            torch.nn.init.uniform_(module.running_mean, -0.1, 0.1)
            torch.nn.init.uniform_(module.running_var, 0.5, 2.0)
    for parameter in network.parameters():
        if not parameter.any() and parameter.requires_grad:
            torch.nn.init.normal_(parameter, std=0.01)
    network.eval()
    path = tmp_path / f"{name}.onnx"
    path.write_bytes(halve_storage(to_onnx(network, task)).SerializeToString())
    started = task(shards).network()
    start_from(started, path)
    started.eval()
    inputs = [(torch.rand(shape) > 0.5).float() for shape in task.export_inputs().values()]
    with torch.no_grad():
        expected, output = network(*inputs), started(*inputs)
    assert (expected - output).abs().max() < 5e-3 * (expected.max() - expected.min())


@pytest.mark.parametrize("name", ["damage", "inpaint", "clean"])
def test_eight_bits_compute_nearly_the_same_and_are_a_start_too(
    shards: Path, tmp_path: Path, name: str
) -> None:
    task = TASKS[name](shards)
    network = task.network().eval()
    for parameter in network.parameters():
        if not parameter.any() and parameter.requires_grad:
            torch.nn.init.normal_(parameter, std=0.01)
    model = quantized(to_onnx(network, TASKS[name]), calibration(task))
    path = tmp_path / f"{name}.onnx"
    onnx.save(halve_storage(model), path)
    started = task.network()
    start_from(started, path)
    sample = task.sample(np.random.default_rng([1, 3]))
    inputs = [torch.from_numpy(array[None]) for array in task.inputs(sample)]
    with torch.no_grad():
        expected, rounded, again = (run(*inputs) for run in (network, Exported(model), started.eval()))
    spread = expected.max() - expected.min()
    assert 0 < (expected - rounded).abs().mean() < 0.02 * spread
    assert (expected - again).abs().mean() < 0.02 * spread


def test_folded_norms_are_given_statistics_without_changing_what_is_computed(
    shards: Path, tmp_path: Path
) -> None:
    task = TASKS["colorize"](shards)
    network = task.network().eval()
    path = tmp_path / "colorize.onnx"
    onnx.save(to_onnx(network, TASKS["colorize"]), path)
    started = task.network()
    start_from(started, path)
    samples = [task.sample(np.random.default_rng([1, index]))[0] for index in range(24)]
    batch = torch.from_numpy(np.stack(samples))
    unfold_norms(started, [batch[:12], batch[12:]])
    with torch.no_grad():
        expected = network(batch)
        for mode in (False, True):
            torch.testing.assert_close(started.train(mode)(batch), expected, rtol=1e-2, atol=1e-2)


def test_a_network_of_another_shape_is_no_start(shards: Path, tmp_path: Path) -> None:
    task = TASKS["inpaint"]
    path = tmp_path / "inpaint.onnx"
    path.write_bytes(to_onnx(task(shards).network().eval(), task).SerializeToString())
    with pytest.raises(StartError):
        start_from(TASKS["clean"](shards).network(), path)


def test_the_words_of_every_card_are_there() -> None:
    folder = Path(data.__file__).parent / "cards"
    for name in TASKS:
        words = yaml.safe_load((folder / f"{name}.yaml").read_text())
        assert words["task"]
        assert words["terms"]
        assert words["weaknesses"], f"say what {name} does badly"

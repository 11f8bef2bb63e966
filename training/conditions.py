"""Pictures in drawn conditions: ``python -m training.conditions --data DATA --out runs/conditions``.

The encoder is not trained further, so that its features are computed once, with ONNX Runtime, and kept in
half precision; training on top of them is then a matter of minutes. Written into ``OUT``, for the training
split and for the held-out pictures: ``pooled``, ``mid``, ``deep`` (features), ``piece``, ``figures`` and
``labels`` (.npy), of held-out pictures also ``picture``; ``sources.json`` counts the photographs.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime
import torch
from torch import Tensor, nn

from restoration.diagnosis.sample import take_sample
from restoration.diagnosis.viewing import PICTURE_PX, measured, views
from training.degradation import MaskCollection
from training.networks.condition import pooled
from training.networks.lite import Lite0, pretrained
from training.scenes import Scenes, collections_of

logger = logging.getLogger("training")

_BATCH = 16


class Features(nn.Module):
    """The encoder as it is exported to compute features: pooled, mid and deep."""

    def __init__(self, encoder: Lite0) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        maps = self.encoder(picture)
        return pooled(maps), maps[2], maps[3]


class Encoder:
    """The frozen encoder in ONNX Runtime."""

    def __init__(self, weights: Path | None, threads: int) -> None:
        buffer = io.BytesIO()
        example = torch.rand(1, 3, PICTURE_PX, PICTURE_PX)
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")  # as in training.export
            torch.onnx.export(
                Features(pretrained(weights)),
                (example,),
                buffer,  # type: ignore[arg-type]
                dynamo=False,
                input_names=["picture"],
                dynamic_axes={"picture": {0: "batch"}},
                opset_version=17,
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(buffer.getvalue(), options)

    def features(self, pictures: npt.NDArray[np.float32]) -> list[npt.NDArray[np.float32]]:
        """Pooled (N, POOLED), mid (N, 112, 10, 10) and deep (N, 320, 5, 5) of (N, 3, 160, 160)."""
        return list(self._session.run(None, {"picture": pictures}))


def write(
    scenes: Scenes,
    masks: MaskCollection | None,
    encoder: Encoder,
    folder: Path,
    count: int,
    seed: int,
    *,
    with_pictures: bool,
) -> None:
    """Draw `count` pictures and write their arrays into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, list[npt.NDArray[np.generic]]] = {}
    started = time.monotonic()
    for first in range(0, count, _BATCH):
        batch: list[dict[str, npt.NDArray[np.float32]]] = []
        for index in range(first, min(count, first + _BATCH)):
            pixels, labels = scenes.sample(np.random.default_rng([seed, index]), masks)
            sample = take_sample(pixels)
            batch.append(views(pixels, sample, measured(sample)))
            arrays.setdefault("labels", []).append(labels.vector())
            arrays.setdefault("figures", []).append(batch[-1]["figures"][0])
            arrays.setdefault("piece", []).append(batch[-1]["piece"][0].astype(np.float16))
        pictures = np.concatenate([row["picture"] for row in batch])
        for name, found in zip(("pooled", "mid", "deep"), encoder.features(pictures), strict=True):
            arrays.setdefault(name, []).extend(found.astype(np.float16))
        if with_pictures:
            arrays.setdefault("picture", []).extend(pictures.astype(np.float16))
        if first % 1024 == 0:
            logger.info("%s: %d of %d, %.0f s", folder.name, first, count, time.monotonic() - started)
    for name, rows in arrays.items():
        np.save(folder / f"{name}.npy", np.stack(rows))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the tar shards")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--count", type=int, default=8000, help="pictures to train on")
    parser.add_argument("--held-out", type=int, default=1000, help="pictures for figures and calibration")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--permissive-only", action="store_true")
    parser.add_argument("--limit", type=int, help="read at most so many photographs of each collection")
    parser.add_argument("--weights", type=Path, help="of the encoder; the package's by default")
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    cv2.setNumThreads(1)
    torch.set_num_threads(asked.threads)
    encoder = Encoder(asked.weights, asked.threads)
    shapes = asked.data / "damage.tar"
    masks = MaskCollection.load(shapes) if shapes.exists() else None
    collections = collections_of(asked.data, permissive_only=asked.permissive_only, limit=asked.limit)
    for name, count, seed in (
        ("held_out", asked.held_out, asked.seed + 7919),
        ("train", asked.count, asked.seed),
    ):
        if not count:
            continue
        held = name == "held_out"
        chosen = {key: shard.held_out if held else shard.train for key, shard in collections.items()}
        scenes = Scenes(chosen)
        write(scenes, masks, encoder, asked.out / name, count, seed, with_pictures=held)
        if not held:
            text = json.dumps(dict(sorted(scenes.sources.items())), indent=1)
            (asked.out / "sources.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

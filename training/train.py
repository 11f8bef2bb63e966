"""Train one network: ``python -m training.train colorize --data DATA --run runs/colorize --minutes 30``.

The same on CPU and GPU. A sample is a function of the run's seed and its index, so a resumed run sees the
pictures that it would have seen. The learning rate follows a cosine over the budget (minutes or steps).
SIGTERM and Ctrl-C write a checkpoint and end; the same command goes on from it.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import signal
import time
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from training.checkpoint import Run, averaged, update_average
from training.start import start_from, unfold_norms
from training.tasks import TASKS, Arrays, Task

logger = logging.getLogger("training")

WARMUP_STEPS = 100
NORM_BATCHES = 8


@dataclass(frozen=True, slots=True)
class Options:
    """What a training was asked to do; kept in its checkpoint and its model card."""

    task: str
    data: Path
    run: Path
    minutes: float = 30.0
    steps: int | None = None
    seed: int = 1
    batch: int | None = None
    learning_rate: float | None = None
    permissive_only: bool = False
    limit: int | None = None
    side: int | None = None
    start: Path | None = None
    device: str = "cpu"
    threads: int = 0
    report_minutes: float = 5.0
    decay: float = 0.999


def batches(task: Task, options: Options, size: int, start: int) -> Generator[tuple[Tensor, ...]]:
    """Batches from number ``start`` on, two made ahead; sample ``i`` depends on (seed, i) alone."""
    workers = 1 if options.device == "cpu" else 12

    def sample(index: int) -> Arrays:
        return task.sample(np.random.default_rng([options.seed, index]))

    with ThreadPoolExecutor(workers) as pool:
        ahead = [[pool.submit(sample, n * size + i) for i in range(size)] for n in range(start, start + 2)]
        number = start + 2
        while True:
            samples = [future.result() for future in ahead.pop(0)]
            ahead.append([pool.submit(sample, number * size + i) for i in range(size)])
            number += 1
            yield tuple(torch.from_numpy(np.stack(arrays)) for arrays in zip(*samples, strict=True))


def computes_halves(device: torch.device) -> bool:
    """Whether bfloat16 is faster than float32 there: a CPU with AVX2 alone takes four times as long."""
    if device.type != "cpu":
        return True
    able = torch.cpu.get_capabilities()
    return any(able.get(name, False) for name in ("avx512_bw", "sve_bf16", "bf16"))


class Stop:
    """Set by SIGTERM or SIGINT; the training ends after the step under way."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


class Trainer:
    """One training: its options, task and run."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.device = torch.device(options.device)
        self.halves = computes_halves(self.device)
        if options.threads:
            torch.set_num_threads(options.threads)
        torch.manual_seed(options.seed)
        self.task: Task = TASKS[options.task](
            options.data, permissive_only=options.permissive_only, limit=options.limit, side=options.side
        )
        network = self._fresh()
        if options.start is not None:
            self._start(network, options.start)
        trained = [p for p in network.parameters() if p.requires_grad]
        self.learning_rate = options.learning_rate or self.task.learning_rate
        optimizer = torch.optim.AdamW(trained, self.learning_rate, weight_decay=1e-4)
        self.run = Run(network, optimizer, averaged(network))
        self.checkpoint = options.run / "checkpoint.pt"
        if self.checkpoint.exists():
            self.run.resume(self.checkpoint, self.device)
            logger.info("resumed at step %d, %.1f min", self.run.step, self.run.elapsed_seconds / 60)

    def _start(self, network: nn.Module, path: Path) -> None:
        start_from(network, path)
        if any(isinstance(module, nn.BatchNorm2d) for module in network.modules()):
            feed = batches(self.task, self.options, self.task.batch, 0)
            some = (next(feed)[0].to(self.device) for _ in range(NORM_BATCHES))
            unfold_norms(network, some)
            feed.close()

    def progress(self) -> float:
        """How much of the budget is used, 0..1; in steps when they were given, which is exact on resume."""
        if self.options.steps is not None:
            return min(1.0, self.run.step / self.options.steps)
        return min(1.0, self.run.elapsed_seconds / (self.options.minutes * 60))

    def train(self, stop: Stop) -> None:
        """Train until the budget is used or a stop is asked for; always ends with a checkpoint."""
        size = self.options.batch or self.task.batch
        reported = self.run.elapsed_seconds
        losses: list[float] = []
        feed = batches(self.task, self.options, size, self.run.step)
        while self.progress() < 1 and not stop.asked:
            started = time.monotonic()
            losses.append(self._step(next(feed)))
            self.run.elapsed_seconds += time.monotonic() - started
            if self.run.elapsed_seconds - reported > self.options.report_minutes * 60:
                reported = self.run.elapsed_seconds
                self._report(losses)
                losses.clear()
        feed.close()
        self._report(losses)

    def _step(self, batch: tuple[Tensor, ...]) -> float:
        warm = min(1.0, (self.run.step + 1) / WARMUP_STEPS)
        rate = self.learning_rate * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * self.progress())))
        for group in self.run.optimizer.param_groups:
            group["lr"] = rate
        moved = tuple(
            array.to(self.device, non_blocking=True).contiguous(memory_format=torch.channels_last)
            for array in batch
        )
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.halves):
            loss = self.task.loss(self.run.network, moved)
        self.run.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.run.network.parameters(), 1.0)
        self.run.optimizer.step()
        self.run.step += 1
        update_average(self.run.average, self.run.network, self.run.step, decay=self.options.decay)
        return float(loss.detach())

    def _fresh(self) -> nn.Module:
        network = self.task.network().to(self.device)
        return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]

    def averaged_network(self) -> nn.Module:
        """The network with the averaged weights, in evaluation mode."""
        network = self._fresh()
        network.load_state_dict(self.run.average)
        return network.eval()

    def _report(self, losses: Sequence[float]) -> None:
        network = self.averaged_network()
        figures = {
            "step": float(self.run.step),
            "minutes": round(self.run.elapsed_seconds / 60, 2),
            "loss": round(float(np.mean(losses)), 5) if losses else float("nan"),
            **{name: round(value, 4) for name, value in self.task.validate(network).items()},
        }
        logger.info(json.dumps(figures))
        self.run.history.append(figures)
        sheet = self.task.preview(network)
        path = self.options.run / f"preview-{round(figures['minutes']):03d}.png"
        cv2.imwrite(str(path), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR))
        options = {key: str(value) for key, value in asdict(self.options).items()}
        self.run.save(self.checkpoint, {"options": options, "sources": self.task.sources()})


def parse(arguments: Sequence[str] | None = None) -> Options:
    """Options from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--data", type=Path, required=True, help="folder with the tar shards")
    parser.add_argument("--run", type=Path, required=True, help="folder for checkpoint, log and previews")
    parser.add_argument("--minutes", type=float, default=30.0, help="time budget")
    parser.add_argument("--steps", type=int, help="budget in steps instead of minutes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--permissive-only", action="store_true", help="leave out research-only pictures")
    parser.add_argument("--limit", type=int, help="read at most so many pictures")
    parser.add_argument("--side", type=int, help="side of the training squares in pixels")
    parser.add_argument("--start", type=Path, help="begin with the weights of an exported network")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--threads", type=int, default=0, help="0 = all cores")
    parser.add_argument("--report-minutes", type=float, default=5.0)
    parser.add_argument("--decay", type=float, default=0.999, help="of the averaged weights")
    return Options(**vars(parser.parse_args(arguments)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, or go on with a training, as the command line says."""
    options = parse(arguments)
    options.run.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    cv2.setNumThreads(1)
    Trainer(options).train(Stop())


if __name__ == "__main__":
    main()

"""The network that says what a picture is and in which condition: an encoder, a piece, and figures.

What has to be understood (which way is up, what kind of picture) comes from an encoder of photographs; what
lies in single pixels (dots, noise) from a small network over a piece at full resolution; what can be measured
exactly (tones, levels) from figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn

from restoration.diagnosis.viewing import FIGURES
from restoration.verdict import WIDTHS
from training.networks.lite import CHANNELS, Lite0

POOLED = sum(CHANNELS) + sum(CHANNELS[:2])
"""Means of the four maps, and deviations of the two finest."""

_CALIBRATED = ("kind", "tonality", "turn", "several", "framed", "old")
_FROM_PLACES = ("turn", "several", "framed", "corners")


class PieceNetwork(nn.Module):
    """A piece (N, 3, 48, 48) at full resolution to (N, 128): strengths of textures, not their places."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            [
                nn.Conv2d(3, 24, 5, 2, 2),
                nn.Conv2d(24, 32, 3, 2, 1),
                nn.Conv2d(32, 48, 3, 2, 1),
                nn.Conv2d(48, 64, 3, 1, 1),
            ]
        )

    def forward(self, piece: Tensor) -> Tensor:
        even = nn.functional.avg_pool2d(piece, 5, 1, 2, count_include_pad=False)
        x = (piece - even) * 8  # tones are told by the figures; here is what lies upon them
        for layer in self.layers:
            x = torch.relu(layer(x))
        flat = x.flatten(2)
        return torch.cat([flat.mean(2), flat.amax(2)], dim=1)


class Condition(nn.Module):
    """Inputs as `restoration.diagnosis.viewing.views` makes them; output (N, OUTPUTS, 1, 1)."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Lite0()
        self.piece = PieceNetwork()
        self.register_buffer("middle", torch.zeros(FIGURES))
        self.register_buffer("spread", torch.ones(FIGURES))
        self.register_buffer("pooled_middle", torch.zeros(POOLED))
        self.register_buffer("pooled_spread", torch.ones(POOLED))
        self.temperature = nn.ParameterDict(
            {name: nn.Parameter(torch.ones(()), requires_grad=False) for name in _CALIBRATED}
        )
        self.deep = nn.Conv2d(CHANNELS[3], 96, 1)
        self.mid = nn.Conv2d(CHANNELS[2], 48, 1)
        self.places = nn.Sequential(nn.Linear(96 * 25 + 48 * 25, 192), nn.ReLU(), nn.Dropout(0.3))
        self.told = nn.Sequential(
            nn.Linear(FIGURES + POOLED + 128, 320), nn.ReLU(), nn.Dropout(0.3), nn.Linear(320, 192), nn.ReLU()
        )
        self.heads = nn.ModuleDict({name: nn.Linear(384, width) for name, width in WIDTHS.items()})
        self.encoder.requires_grad_(False)

    def forward(self, picture: Tensor, piece: Tensor, figures: Tensor) -> Tensor:
        maps = self.encoder(picture)
        return self.answers(pooled(maps), maps[2], maps[3], piece, figures)

    def answers(self, pool: Tensor, mid: Tensor, deep: Tensor, piece: Tensor, figures: Tensor) -> Tensor:
        """Output (N, OUTPUTS, 1, 1) from what the encoder made of a picture."""
        scaled = (figures.flatten(1) - cast(Tensor, self.middle)) / cast(Tensor, self.spread)
        seen = (pool.flatten(1) - cast(Tensor, self.pooled_middle)) / cast(Tensor, self.pooled_spread)
        told = self.told(torch.cat([scaled.clamp(-5, 5), seen.clamp(-5, 5), self.piece(piece)], dim=1))
        near = nn.functional.avg_pool2d(torch.relu(self.mid(mid)), 2)
        places = torch.cat([torch.relu(self.deep(deep)).flatten(1), near.flatten(1)], dim=1)
        both = torch.cat([told, self.places(places)], dim=1)
        parts = []
        for name, head in self.heads.items():
            part = head(both)
            parts.append(part / self.temperature[name] if name in self.temperature else part)
        return torch.cat(parts, dim=1)[:, :, None, None]


def pooled(maps: Sequence[Tensor]) -> Tensor:
    """Means of all maps and deviations of the two finest: (N, POOLED)."""
    means = [part.mean((2, 3)) for part in maps]
    spreads = [
        torch.sqrt(((part - mean[:, :, None, None]) ** 2).mean((2, 3)) + 1e-6)
        for part, mean in zip(maps[:2], means[:2], strict=True)
    ]
    return torch.cat([*means, *spreads], dim=1)

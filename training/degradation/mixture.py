"""The mixture for blind denoising, deblocking and deblurring: tone and geometry stay."""

import numpy as np
import numpy.typing as npt

from training.degradation import capture, digital, emulsion, optics
from training.degradation.fields import Picture, between, chance, clip, is_grey, log_between, unit


def blind(
    clean: npt.NDArray[np.uint8] | Picture, rng: np.random.Generator
) -> tuple[Picture, dict[str, float]]:
    """Degrade a clean patch (H, W, 3), uint8 or float32 0..1, for the network `clean`.

    50 % get white Gaussian noise alone (sigma 0..50), 18 % JPEG alone (quality 8..80), 28 % a mixture of
    optics, noise, grain and JPEG in one or two passes, 4 % nothing. Half of the purely noisy are left
    unrounded and may leave 0..1, as in the published protocol; the rest is what an 8-bit file would hold.

    Returns:
        The degraded patch, float32, and the strengths drawn (sigmas in 8-bit steps, blur in pixels).
    """
    picture = unit(clean)
    kind = float(rng.random())
    strengths: dict[str, float] = {}
    if kind < 0.50:
        return _noisy(picture, rng, strengths), strengths
    if kind < 0.68:
        quality = round(between(rng, 8, 80))
        strengths["jpeg_quality"] = float(quality)
        return digital.jpeg(picture, quality, rng, shift=chance(rng, 0.7)), strengths
    if kind < 0.96:
        return _mixed(picture, rng, strengths), strengths
    return picture, strengths


def _noisy(picture: Picture, rng: np.random.Generator, strengths: dict[str, float]) -> Picture:
    sigma = between(rng, 0.0, 50.0)
    strengths["noise_sigma"] = sigma
    emulsion.gaussian_noise(picture, sigma, rng, grey=is_grey(picture) and chance(rng, 0.8))
    return digital.quantise(picture) if chance(rng, 0.5) else picture


def _mixed(picture: Picture, rng: np.random.Generator, strengths: dict[str, float]) -> Picture:
    twice = chance(rng, 0.3)
    for weight in (0.75, 0.5) if twice else (1.0,):
        picture = _once(picture, rng, weight, strengths)
    if chance(rng, 0.85):
        quality = round(between(rng, 10, 95))
        picture = digital.jpeg(picture, quality, rng, shift=chance(rng, 0.7))
        strengths["jpeg_quality"] = min(float(quality), strengths.get("jpeg_quality", 100.0))
        return picture
    return digital.quantise(picture)


def _once(picture: Picture, rng: np.random.Generator, weight: float, strengths: dict[str, float]) -> Picture:
    """One trip through lens, film, enlarger and scanner, each defect scaled by `weight`."""
    if chance(rng, 0.6):
        picture = optics.blur(picture, rng, 2.2 * weight, strengths)
    if chance(rng, 0.5):
        picture = emulsion.film_grain(picture, rng, 28.0 * weight, strengths)
    if chance(rng, 0.4):
        picture = optics.resample(picture, rng, 1.0 - 0.55 * weight, strengths)
    if chance(rng, 0.45):
        picture = noise(picture, rng, 25.0 * weight, strengths)
    if chance(rng, 0.03):
        picture = emulsion.halftone(picture, rng, strengths)
    if chance(rng, 0.04):
        picture = capture.paper_texture(picture, rng, strengths)
    if weight < 1.0 and chance(rng, 0.4):
        quality = round(between(rng, 40, 95))
        picture = digital.jpeg(clip(picture), quality, rng)
        strengths["jpeg_quality"] = min(float(quality), strengths.get("jpeg_quality", 100.0))
    return optics.sharpen(picture, rng, strengths)


def noise(picture: Picture, rng: np.random.Generator, most: float, strengths: dict[str, float]) -> Picture:
    """Add sensor noise up to `most` 8-bit steps: white or growing with light, per channel or shared."""
    sigma = log_between(rng, 1.0, most)
    strengths["noise_sigma"] = float(np.hypot(sigma, strengths.get("noise_sigma", 0.0)))
    if is_grey(picture) or chance(rng, 0.25):
        return emulsion.gaussian_noise(picture, sigma, rng, grey=True)
    if chance(rng, 0.5):
        return emulsion.shot_noise(picture, sigma, rng)
    return emulsion.gaussian_noise(picture, sigma, rng)

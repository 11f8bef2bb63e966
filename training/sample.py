"""The sample photograph: an old print whose truth is known, made by the degradation model.

`python -m training.sample [FOLDER]` writes `damaged.jpg` and `truth.jpg`, by default to docs/sample. The
picture is NASA's portrait of the astronaut Eileen Collins, public domain, as it comes with scikit-image.
"""

import sys
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from training.degradation import decay, digital, emulsion, optics, physical, stains
from training.degradation.fields import Picture, clip, eight_bit, unit
from training.degradation.sheet import Sheet

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "sample"

_SIDE_PX = 768
_BORDER_PX = 26
_SEEDS = {
    "develop": 1,
    "lens": 2,
    "grain": 3,
    "age": 109,
    "uneven": 604,
    "stain": 200,
    "foxing": 7,
    "flakes": 8,
    "dust": 9,
    "specks": 10,
    "scratches": 300,
    "faint": 12,
    "hairs": 13,
    "crease": 104,
    "fold": 400,
    "corner": 107,
    "scan": 16,
}
"""One seed for each happening, chosen by eye: the face stays, the rest is as rough as real ones are."""


def truth() -> npt.NDArray[np.uint8]:
    """The portrait on a print with a white border, (H, W, 3) uint8 sRGB."""
    from skimage import data  # only the sample needs it

    portrait = np.asarray(data.astronaut(), np.uint8)  # type: ignore[no-untyped-call]
    large = cv2.resize(portrait, (_SIDE_PX, _SIDE_PX), interpolation=cv2.INTER_LANCZOS4)
    rim = (_BORDER_PX, _BORDER_PX)
    return np.pad(np.asarray(large, np.uint8), (rim, rim, (0, 0)), constant_values=246)


def damaged(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The print a lifetime later, (H, W, 3) uint8 sRGB; same geometry."""
    drawn: dict[str, float] = {}
    old = decay.develop(unit(picture), "sepia", _rng("develop"), drawn)
    old = optics.blur(old, _rng("lens"), 1.2, drawn)
    old = emulsion.film_grain(old, _rng("grain"), 13.0, drawn)
    aged = decay.age(clip(old), "sepia", _rng("age"), 0.9, drawn)
    sheet = Sheet(decay.uneven(aged, _rng("uneven"), 0.8, drawn))
    stains.stain(sheet, _rng("stain"))
    stains.foxing(sheet, _rng("foxing"))
    physical.flakes(sheet, _rng("flakes"))
    physical.dust(sheet, _rng("dust"))
    physical.dust(sheet, _rng("specks"))
    physical.lines(sheet, _rng("scratches"))
    physical.lines(sheet, _rng("faint"))
    physical.hairs(sheet, _rng("hairs"))
    physical.crease(sheet, _rng("crease"))
    physical.crease(sheet, _rng("fold"))
    physical.corner(sheet, _rng("corner"))
    return eight_bit(_scanned(sheet.picture))


def _scanned(picture: Picture) -> Picture:
    rng = _rng("scan")
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.6), np.float32)
    return digital.jpeg(clip(emulsion.gaussian_noise(soft, 2.0, rng, grey=True)), 80, rng, shift=False)


def _rng(name: str) -> np.random.Generator:
    return np.random.default_rng(_SEEDS[name])


def write(folder: Path) -> None:
    """Write both pictures; the damaged one as the scan of an old album would be stored."""
    folder.mkdir(parents=True, exist_ok=True)
    picture = truth()
    for name, pixels, quality in (("truth", picture, 95), ("damaged", damaged(picture), 88)):
        settings = [cv2.IMWRITE_JPEG_QUALITY, quality]
        encoded = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), settings)[1]
        (folder / f"{name}.jpg").write_bytes(encoded.tobytes())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

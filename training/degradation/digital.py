"""Digital life: JPEG, quantisation to eight bits."""

import cv2
import numpy as np

from training.degradation.fields import Picture, eight_bit, is_grey, unit

_SAMPLING = (
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
)


def quantise(picture: Picture) -> Picture:
    """What an 8-bit file keeps of a picture."""
    return unit(eight_bit(picture))


def jpeg(picture: Picture, quality: int, rng: np.random.Generator, *, shift: bool = True) -> Picture:
    """Encode and decode as JPEG of `quality` 1..100, chroma subsampling drawn; grey stays exactly grey.

    `shift` starts the grid of 8 px blocks at a drawn offset, as in a tile cut out of a larger file.
    """
    height, width = picture.shape[:2]
    top, left = (int(rng.integers(8)), int(rng.integers(8))) if shift else (0, 0)
    sampling = _SAMPLING[int(rng.integers(len(_SAMPLING)))]
    plain = eight_bit(picture)
    grey = is_grey(picture)
    ordered = np.ascontiguousarray(plain[..., 0]) if grey else cv2.cvtColor(plain, cv2.COLOR_RGB2BGR)
    if top or left:
        ordered = cv2.copyMakeBorder(ordered, top, 0, left, 0, cv2.BORDER_REFLECT_101)
    settings = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling]
    encoded = cv2.imencode(".jpg", ordered, settings)[1]
    decoded = cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE if grey else cv2.IMREAD_COLOR)
    if decoded is None:  # the codec reads what it wrote
        raise RuntimeError("JPEG round trip failed")
    code = cv2.COLOR_GRAY2RGB if grey else cv2.COLOR_BGR2RGB
    colour = cv2.cvtColor(decoded[top : top + height, left : left + width], code)
    return unit(np.asarray(colour, np.uint8))

"""A sheet of every kind of decay and damage that the degradation model knows, one square each.

`python -m training.kinds [FILE]` writes it, by default to docs/sample/kinds.jpg. The picture is NASA's
portrait of the astronaut Eileen Collins, public domain, as it comes with scikit-image.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from training.degradation import capture, decay, digital, emulsion, optics, physical, stains, wear, writing
from training.degradation.decay import Print
from training.degradation.fields import Picture, clip, eight_bit, unit
from training.degradation.sheet import Sheet

FILE = Path(__file__).resolve().parent.parent / "docs" / "sample" / "kinds.jpg"
SIDE_PX, COLUMNS, CAPTION_PX = 224, 6, 22
_DRAWS = 12
_PAPER = (0.97, 0.95, 0.90)
_QUALITY = 80

Change = Callable[[Picture, np.random.Generator], Picture]
Mark = Callable[[Sheet, np.random.Generator], None]


def _aged(kind: str) -> Change:
    def change(picture: Picture, rng: np.random.Generator) -> Picture:
        drawn: dict[str, float] = {}
        new = decay.develop(picture, kind, rng, drawn)
        return decay.uneven(decay.age(new, kind, rng, 1.0, drawn), rng, 1.0, drawn).picture

    return change


def _visible(sheet: Sheet) -> float:
    """How much of a sheet its marks cover."""
    marks = sheet.marks()
    return float((marks.opaque | marks.translucent | marks.writing).mean())


def _marked(mark: Mark) -> Change:
    """A print with one mark, of a dozen draws the one that shows most: many are small or faint."""

    def change(picture: Picture, rng: np.random.Generator) -> Picture:
        drawn = []
        for _ in range(_DRAWS):
            drawn.append(Sheet(Print(picture, np.array(_PAPER, np.float32), np.zeros(3, np.float32))))
            mark(drawn[-1], rng)
        return max(drawn, key=_visible).picture

    return change


KINDS: dict[str, Change] = {
    "faded colour": _aged("colour"),
    "aged monochrome": _aged("monochrome"),
    "aged sepia": _aged("sepia"),
    "film grain": lambda picture, rng: emulsion.film_grain(picture, rng, 28.0, {}),
    "halftone": lambda picture, rng: emulsion.halftone(picture, rng, {}),
    "blur": lambda picture, rng: optics.blur(picture, rng, 2.2, {}),
    "glare": lambda picture, rng: optics.glare(picture, rng, {}),
    "paper texture": lambda picture, rng: capture.paper_texture(picture, rng, {}),
    "telephone": lambda picture, rng: capture.telephone(picture, rng, {}),
    "JPEG": lambda picture, rng: digital.jpeg(picture, 12, rng),
    "scratches": _marked(physical.lines),
    "dust": _marked(physical.dust),
    "hairs": _marked(physical.hairs),
    "flakes": _marked(physical.flakes),
    "cracks": _marked(physical.cracks),
    "crease": _marked(physical.crease),
    "tear": _marked(physical.tear),
    "lost corner": _marked(physical.corner),
    "stain": _marked(stains.stain),
    "water": _marked(stains.water),
    "foxing": _marked(stains.foxing),
    "mould": _marked(stains.mould),
    "tape": _marked(stains.tape),
    "caption": _marked(writing.caption),
    "date": _marked(writing.date),
    "handwriting": _marked(writing.handwriting),
    "stamp": _marked(writing.stamp),
    "torn": _marked(physical.torn),
    "abrasion": _marked(wear.abrasion),
    "patches": _marked(wear.patches),
    "worn all over": _marked(wear.worn),
}


def sheet() -> npt.NDArray[np.uint8]:
    """All kinds with their names, (H, W, 3) uint8 sRGB; the same at every call."""
    rows = -(-len(KINDS) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * SIDE_PX, rows * (SIDE_PX + CAPTION_PX)), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(14)
    for place, (name, square) in enumerate(squares()):
        left, top = place % COLUMNS * SIDE_PX, place // COLUMNS * (SIDE_PX + CAPTION_PX)
        pen.text((left + 4, top + 2), name, fill="black", font=font)
        page.paste(Image.fromarray(square), (left, top + CAPTION_PX))
    return np.asarray(page, np.uint8)


def squares() -> Iterator[tuple[str, npt.NDArray[np.uint8]]]:
    """Every kind with its square (SIDE_PX, SIDE_PX, 3) uint8 sRGB."""
    from skimage import data  # only the sheet needs it

    portrait = np.asarray(data.astronaut(), np.uint8)[:420, 20:440]  # type: ignore[no-untyped-call]
    clean = cv2.resize(portrait, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
    for number, (name, change) in enumerate(KINDS.items()):
        changed = change(unit(np.asarray(clean, np.uint8)), np.random.default_rng([7, number]))
        yield name, eight_bit(clip(changed))


def main() -> None:
    """Write the sheet."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    cv2.imwrite(str(file), cv2.cvtColor(sheet(), cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])


if __name__ == "__main__":
    main()

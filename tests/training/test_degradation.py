"""The degradation model: what the networks learn from must be what it says it is. Needs no torch."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from training import sample
from training.degradation import (
    Damaged,
    HeldOutError,
    MaskCollection,
    blind,
    capture,
    damage,
    decay,
    degrade,
    digital,
    emulsion,
    holes,
    negatives,
    physical,
    stains,
    wear,
    writing,
)
from training.degradation.decay import Print
from training.degradation.fields import Picture, add, blend, is_grey, multiply
from training.degradation.masks import stamps
from training.degradation.sheet import Sheet

Patch = npt.NDArray[np.uint8]


def scene(height: int, width: int, seed: int = 0) -> Patch:
    """Smooth colours with a few edges, like a patch of a photograph."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(30, 225, (5, 5, 3)).astype(np.uint8)
    patch = np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    cv2.rectangle(patch, (width // 4, height // 4), (width // 2, height * 3 // 4), (200, 150, 110), -1)
    return patch


def print_of(height: int, width: int, tone: float = 0.5) -> Print:
    """A flat grey print on white paper."""
    flat = np.full((height, width, 3), tone, np.float32)
    return Print(flat, np.ones(3, np.float32), np.zeros(3, np.float32))


def encoded_mask(side: int) -> bytes:
    plane = np.zeros((side, side), np.uint8)
    cv2.circle(plane, (side // 2, side // 2), side // 4, 255.0, -1)
    return cv2.imencode(".png", plane)[1].tobytes()


def archive(path: Path, names: list[str]) -> Path:
    with tarfile.open(path, "w") as tar:
        for name in names:
            member = tarfile.TarInfo(name)
            content = encoded_mask(64)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def in_bytes(*parts: npt.NDArray[np.generic]) -> bytes:
    return b"".join(part.tobytes() for part in parts)


def everything(made: Damaged) -> bytes:
    marks = made.marks
    return in_bytes(made.image, marks.opaque, marks.translucent, marks.writing, marks.density)


def whole(patch: Patch, seed: int) -> bytes:
    made = degrade(patch, np.random.default_rng(seed))
    return in_bytes(made.image, made.mask, made.clean, made.decayed) + repr(made.strengths).encode()


def blurred(patch: Patch, seed: int) -> bytes:
    picture, strengths = blind(patch, np.random.default_rng(seed))
    return in_bytes(picture) + repr(strengths).encode()


def hurt(patch: Patch, seed: int) -> bytes:
    return everything(damage(patch, np.random.default_rng(seed)))


def opened(patch: Patch, seed: int) -> bytes:
    return in_bytes(holes(patch.shape[0], patch.shape[1], np.random.default_rng(seed)))


@pytest.mark.parametrize("make", [whole, blurred, hurt, opened])
def test_the_same_seed_makes_the_same_bytes_and_another_seed_others(
    make: Callable[[Patch, int], bytes],
) -> None:
    patch = scene(128, 128)
    made = [make(patch, seed) for seed in range(12)]
    assert made == [make(patch, seed) for seed in range(12)]
    assert len(set(made)) > 6


@pytest.mark.parametrize(("height", "width"), [(96, 96), (120, 200), (320, 256)])
def test_every_shape_and_type_of_patch_keeps_its_geometry(height: int, width: int) -> None:
    patch = scene(height, width)
    kept = patch.copy()
    for seed in range(20):
        rng = np.random.default_rng(seed)
        source = patch if seed % 2 else np.asarray(patch / np.float32(255), np.float32)
        made = degrade(source, rng)
        damaged = damage(source, rng)
        image, mask = damaged.image, damaged.marks.opaque
        for picture in (made.image, made.clean, made.decayed, image):
            assert picture.shape == patch.shape
            assert picture.dtype == np.float32
            assert picture.min() >= 0.0
            assert picture.max() <= 1.0
        assert blind(source, rng)[0].shape == patch.shape
        assert made.mask.shape == mask.shape == holes(height, width, rng).shape == (height, width)
        assert set(np.unique(made.mask)) | set(np.unique(mask)) <= {0, 1}
    assert np.array_equal(patch, kept)


def test_a_patch_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="height, width, 3"):
        blind(np.zeros((96, 96), np.uint8), np.random.default_rng(0))


def test_blind_mixes_noise_alone_jpeg_alone_mixtures_and_clean_patches_as_promised() -> None:
    patch = scene(32, 32)
    kinds = [blind(patch, np.random.default_rng(seed))[1] for seed in range(400)]
    shares = {
        "noise": sum(set(kind) == {"noise_sigma"} for kind in kinds) / 400,
        "jpeg": sum(set(kind) == {"jpeg_quality"} for kind in kinds) / 400,
        "clean": sum(not kind for kind in kinds) / 400,
    }
    assert shares["noise"] == pytest.approx(0.41, abs=0.06)
    assert shares["jpeg"] == pytest.approx(0.22, abs=0.06)
    assert shares["clean"] == pytest.approx(0.05, abs=0.03)


def test_blind_leaves_tone_and_place_alone() -> None:
    patch = scene(96, 96)
    reference = cv2.resize(
        np.asarray(patch / np.float32(255), np.float32), (6, 6), interpolation=cv2.INTER_AREA
    )
    for seed in range(150):
        picture, strengths = blind(patch, np.random.default_rng(seed))
        if "halftone_pitch" not in strengths:
            small = cv2.resize(picture, (6, 6), interpolation=cv2.INTER_AREA)
            assert np.abs(small - reference).mean() < 0.03, strengths


def test_white_noise_has_the_deviation_it_is_said_to_have() -> None:
    flat = np.full((128, 128, 3), 128, np.uint8)
    flat[::2, ::2, 0] = 129  # not grey: noise in each channel by itself
    for seed in range(40):
        picture, strengths = blind(flat, np.random.default_rng(seed))
        if set(strengths) == {"noise_sigma"} and strengths["noise_sigma"] > 3:
            measured = float((picture * 255 - flat).std())
            assert measured == pytest.approx(strengths["noise_sigma"], rel=0.06)


def test_film_grain_is_correlated_and_strongest_in_the_mid_tones() -> None:
    ramp = np.repeat(np.linspace(0, 1, 256, dtype=np.float32)[None, :, None], 256, axis=0).repeat(3, axis=2)
    rng = np.random.default_rng(5)
    grain = emulsion.film_grain(ramp.copy(), rng, 20.0, {})[..., 1] - ramp[..., 1]
    assert grain[:, 96:160].std() > 1.5 * grain[:, :16].std()
    middle = grain[:, 96:160]
    assert np.corrcoef(middle[1:].ravel(), middle[:-1].ravel())[0, 1] > 0.15


def test_grey_stays_exactly_grey_through_jpeg_and_noise() -> None:
    grey = np.asarray(scene(96, 96)[..., :1].repeat(3, axis=2) / np.float32(255), np.float32)
    rng = np.random.default_rng(1)
    assert is_grey(digital.jpeg(grey, 30, rng))
    assert is_grey(emulsion.film_grain(grey.copy(), rng, 12.0, {}))


def test_a_quarter_of_the_damage_samples_is_unhurt_and_the_rest_moderately_so() -> None:
    patch = scene(96, 96)
    shares = np.array([damage(patch, np.random.default_rng(seed)).marks.opaque.mean() for seed in range(120)])
    assert 0.2 < np.mean(shares == 0.0) < 0.42
    assert np.quantile(shares, 0.95) < 0.3
    assert 0.003 < np.median(shares[shares > 0]) < 0.08


def test_three_tenths_of_the_whole_stay_as_they_are() -> None:
    patch = scene(64, 64)
    made = [degrade(patch, np.random.default_rng(seed)) for seed in range(120)]
    untouched = [one for one in made if not one.strengths]
    assert 0.2 < len(untouched) / 120 < 0.4
    assert all(np.array_equal(one.image, one.clean) and not one.mask.any() for one in untouched)


def test_the_mask_holds_what_an_eye_sees_and_not_what_it_cannot() -> None:
    line = np.zeros((64, 64), np.uint8)
    line[20:22, 5:60] = 255
    for step, expected in ((0.2, True), (0.06, True), (0.012, False)):
        sheet = Sheet(print_of(64, 64))
        sheet.light(line, step)
        assert bool(sheet.mask()[20:22, 5:60].all()) is expected
        assert not sheet.mask()[30:].any()


def test_a_mark_that_matches_its_ground_is_not_to_be_repaired() -> None:
    sheet = Sheet(print_of(64, 64, tone=0.95))
    sheet.cover(np.full((64, 64), 255, np.uint8), np.full(3, 0.95, np.float32))
    assert not sheet.mask().any()


def test_a_translucent_tint_is_no_damage_but_a_covered_spot_is() -> None:
    half = np.zeros((64, 64), np.uint8)
    half[:, :32] = 255
    sheet = Sheet(print_of(64, 64))
    sheet.tint(half, np.full(3, 0.7, np.float32))
    assert sheet.picture[32, 5, 0] == pytest.approx(0.35, abs=0.01)
    assert not sheet.mask().any()
    sheet.cover(np.roll(half, 32, axis=1), np.ones(3, np.float32))
    assert sheet.mask()[:, 34:].all()


@pytest.mark.parametrize(
    "mark",
    [
        physical.lines,
        physical.dust,
        physical.hairs,
        physical.flakes,
        physical.cracks,
        physical.crease,
        physical.tear,
        physical.corner,
        stains.stain,
        stains.water,
        stains.foxing,
        stains.mould,
        stains.tape,
        physical.torn,
        wear.abrasion,
        wear.patches,
        wear.worn,
    ],
)
def test_every_kind_of_damage_shows_tells_its_strength_and_keeps_a_grey_print_grey(
    mark: Callable[[Sheet, np.random.Generator], None],
) -> None:
    masked = 0
    for seed in range(8):
        sheet = Sheet(print_of(160, 160))
        mark(sheet, np.random.default_rng(seed))
        marks = sheet.marks()
        masked += int((marks.opaque | marks.translucent).any())
        assert sheet.strengths
        assert is_grey(sheet.picture)
    assert masked >= 4


@pytest.mark.parametrize("kind", [kind for _, kind in writing.KINDS])
def test_writing_is_a_sort_of_its_own_and_no_damage(
    kind: Callable[[Sheet, np.random.Generator], None],
) -> None:
    written = 0
    for seed in range(8):
        sheet = Sheet(print_of(160, 160))
        kind(sheet, np.random.default_rng(seed))
        marks = sheet.marks()
        written += int(marks.writing.any())
        assert not marks.opaque.any()
        assert is_grey(sheet.picture)
    assert written >= 5


def test_a_stain_divided_by_its_density_is_the_print_below_it() -> None:
    for kind in (stains.stain, stains.foxing, stains.water):
        for seed in range(6):
            sheet = Sheet(print_of(96, 96))
            kind(sheet, np.random.default_rng(seed))
            if "spots" in sheet.strengths:  # small opaque ones
                continue
            marks = sheet.marks()
            below = sheet.picture * np.exp(marks.density)
            assert np.abs(below - sheet.before)[marks.opaque == 0].max() < 1e-3
            assert (marks.density.max(axis=2) > 0.05)[marks.translucent > 0].all()


@pytest.mark.parametrize("scale", [0.5, 2.0, 3.0])
def test_a_finer_scan_shows_the_same_marks_larger(scale: float) -> None:
    patch, shares = scene(96, 96), []
    for seed in range(30):
        plain = damage(patch, np.random.default_rng(seed))
        scanned = damage(patch, np.random.default_rng(seed), scale=scale)
        assert scanned.image.shape == (round(96 * scale), round(96 * scale), 3)
        assert scanned.marks.opaque.shape == scanned.image.shape[:2]
        shares.append((plain.marks.opaque.mean(), scanned.marks.opaque.mean()))
    before, after = np.sum(shares, axis=0)
    assert after == pytest.approx(before, rel=0.35)


def test_wide_tears_reach_a_seventh_of_the_side() -> None:
    widest = 0.0
    for seed in range(40):
        sheet = Sheet(print_of(192, 192))
        physical.torn(sheet, np.random.default_rng(seed))
        widest = max(widest, float(cv2.distanceTransform(sheet.mask(), cv2.DIST_L2, 5).max()) * 2)
    assert 20 < widest < 60


@pytest.mark.parametrize("change", [capture.paper_texture, capture.telephone])
def test_what_a_scan_adds_shows_tells_its_strength_and_moves_nothing(change: Callable[..., Picture]) -> None:
    for seed in range(6):
        strengths: dict[str, float] = {}
        clean = np.zeros((96, 96, 3), np.float32)
        clean[32:64, 32:64] = 0.6
        taken = change(clean.copy(), np.random.default_rng(seed), strengths)
        assert strengths
        assert np.abs(taken - clean).max() > 0.005
        edge = np.abs(np.diff(taken[48, :, 1]))
        assert set(np.argsort(edge)[-2:]) == {31, 63}


@pytest.mark.parametrize("imitation", negatives.KINDS)
def test_every_look_alike_changes_the_scene(imitation: Callable[..., None]) -> None:
    changed = 0
    for seed in range(6):
        picture = np.full((128, 128, 3), 0.4, np.float32)
        imitation(picture, np.random.default_rng(seed))
        changed += int(np.abs(picture - 0.4).max() > 0.02)
    assert changed >= 4


def test_holes_are_binary_never_empty_and_leave_half_of_the_picture() -> None:
    for seed in range(150):
        mask = holes(96, 128, np.random.default_rng(seed))
        assert mask.dtype == np.uint8
        assert set(np.unique(mask)) == {0, 1}
        assert mask.mean() <= 0.5


def test_sepia_ages_towards_brown_and_a_monochrome_print_forgets_its_colours() -> None:
    picture = np.asarray(scene(64, 64) / np.float32(255), np.float32)
    rng = np.random.default_rng(3)
    new = decay.develop(picture, "sepia", rng, {})
    assert is_grey(new)
    old = decay.age(new, "sepia", rng, 1.0, {})
    red, _, blue = old.picture.reshape(-1, 3).mean(axis=0)
    assert red > blue + 0.03
    assert old.paper[0] > old.paper[2]


def test_fading_lifts_the_blacks_and_never_leaves_the_range() -> None:
    ramp = np.linspace(0, 1, 256, dtype=np.float32).reshape(1, 256, 1).repeat(3, axis=2)
    for seed in range(20):
        old = decay.age(ramp.copy(), "monochrome", np.random.default_rng(seed), 1.0, {}).picture
        assert np.all(np.diff(old[0, :, 1]) >= -1e-6)
        assert 0.0 <= old.min() <= old.max() <= 1.0


def test_in_place_work_reaches_parts_of_a_picture() -> None:
    picture = np.zeros((20, 20, 3), np.float32)
    part = picture[3:9, 4:5]
    blend(part, np.ones((6, 1), np.float32), np.array([1.0, 0.5, 0.25], np.float32))
    add(part, np.ones((6, 1), np.float32))
    multiply(part, np.full((6, 1), 2.0, np.float32))
    assert picture.sum() == pytest.approx(6 * (1.75 + 3.0) * 2.0)


def test_the_sheets_kept_for_testing_are_never_loaded(tmp_path: Path) -> None:
    held_out, free = ["real/Scan9.png", "real/Scan10.png"], ["real/Scan1.png", "simulated/hair/1.png"]
    masks = MaskCollection.load(archive(tmp_path / "masks.tar", held_out + free))
    assert sorted(stamp.name for kind in masks.stamps.values() for stamp in kind) == free
    with pytest.raises(HeldOutError):
        stamps("./deep/real/Scan9.png", encoded_mask(64))
    with pytest.raises(ValueError, match="no masks"):
        MaskCollection.load(archive(tmp_path / "only.tar", held_out))


def test_a_folder_and_a_tar_of_masks_are_the_same_collection(tmp_path: Path) -> None:
    names = ["real/Scan1.png", "simulated/hair/1.png", "simulated/lint/2.png"]
    packed = MaskCollection.load(archive(tmp_path / "masks.tar", names))
    with tarfile.open(tmp_path / "masks.tar") as tar:
        tar.extractall(tmp_path / "masks", filter="data")
    unpacked = MaskCollection.load(tmp_path / "masks")
    patch = scene(128, 128)
    for seed in range(12):
        one, other = (damage(patch, np.random.default_rng(seed), masks) for masks in (packed, unpacked))
        assert everything(one) == everything(other)


def test_the_committed_sample_is_what_the_model_makes() -> None:
    truth = sample.truth()
    for name, made in (("truth", truth), ("damaged", sample.damaged(truth))):
        content = np.frombuffer((sample.FOLDER / f"{name}.jpg").read_bytes(), np.uint8)
        stored = cv2.imdecode(content, cv2.IMREAD_COLOR_RGB)
        assert stored is not None
        assert cv2.PSNR(np.asarray(stored, np.uint8), made) > 34.0

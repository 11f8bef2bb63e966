"""The promises of `heirloom restore`."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import yaml
from PIL import Image

from restoration.stages import STAGES
from tests.bot.cli.conftest import Heirloom, scratched
from tests.doubles.published_network import install, published, tiny_weights


def contents(folder: Path) -> set[str]:
    """Every file below a folder, relative to it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def report(folder: Path, name: str = "grandma") -> dict[str, Any]:
    """The report of a photograph."""
    found: dict[str, Any] = json.loads((folder / f"{name}.report.json").read_text("utf-8"))
    return found


def times(folder: Path) -> dict[str, int]:
    """When each file was last written."""
    return {name: (folder / name).stat().st_mtime_ns for name in contents(folder)}


def test_a_black_and_white_photograph_gets_both_versions_and_a_report(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    before = old_photograph.read_bytes()
    result = heirloom("restore", old_photograph, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert contents(tmp_path / "out") == {
        "grandma.restored.png",
        "grandma.colorized.png",
        "grandma.report.json",
    }
    assert old_photograph.read_bytes() == before
    assert "grandma.restored.png" in result.stdout


def test_the_report_holds_condition_recipe_stages_with_seconds_and_networks(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    heirloom("restore", old_photograph, "--out", tmp_path)
    told = report(tmp_path)
    assert told["condition"]["findings"]
    assert told["recipe"]["colorize"] is True
    assert [stage["stage"] for stage in told["stages"]] == [entry.name for entry in STAGES]
    assert all(stage["seconds"] >= 0 for stage in told["stages"])
    assert set(told["models"]) >= {"damage", "inpaint", "colorize"}
    assert told["versions"]["colorized"] == {
        "file": "grandma.colorized.png",
        "edit": "compositeWithTrainedAlgorithmicMedia",
    }
    assert told["summary"]


def test_compare_writes_a_before_and_after_picture(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    heirloom("restore", old_photograph, "--out", tmp_path, "--compare")
    with Image.open(tmp_path / "grandma.compare.jpg") as picture:
        assert picture.width > 2 * 96
    assert report(tmp_path)["comparison"] == "grandma.compare.jpg"


@pytest.mark.parametrize(("color", "colored"), [("never", False), ("always", True)])
def test_color_says_what_is_coloured(
    color: str, colored: bool, heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    heirloom("restore", old_photograph, "--out", tmp_path / "out", "--color", color)
    assert (tmp_path / "out/grandma.colorized.png").exists() is colored


def test_what_needs_nothing_passes_through_byte_for_byte(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    result = heirloom(
        "restore", old_photograph, "--out", tmp_path / "out", "--strength", 0, "--color", "never"
    )
    assert (tmp_path / "out/grandma.restored.png").read_bytes() == old_photograph.read_bytes()
    assert report(tmp_path / "out")["versions"]["restored"]["edit"] == "none"
    assert "left as it is" in result.stdout


@pytest.mark.parametrize(
    ("format", "suffix", "kind"), [("jpeg", "jpg", "JPEG"), ("tiff", "tif", "TIFF"), ("webp", "webp", "WEBP")]
)
def test_format_says_how_results_are_stored(
    format: str, suffix: str, kind: str, heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    heirloom("restore", old_photograph, "--out", tmp_path / "out", "--format", format)
    with Image.open(tmp_path / f"out/grandma.restored.{suffix}") as picture:
        assert picture.format == kind


def test_bmp_becomes_png(heirloom: Heirloom, tmp_path: Path) -> None:
    heirloom("restore", scratched(tmp_path / "grandma.bmp"), "--out", tmp_path / "out")
    assert "grandma.restored.png" in contents(tmp_path / "out")


def test_a_recipe_file_says_everything_by_hand(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    (tmp_path / "recipe.yaml").write_text("{repair: 0, inpaint: 0, clean: 1, colorize: false}")
    heirloom("restore", old_photograph, "--out", tmp_path / "out", "--recipe", tmp_path / "recipe.yaml")
    ran = {stage["stage"] for stage in report(tmp_path / "out")["stages"] if stage["ran"]}
    assert "clean" in ran
    assert not ran & {"damage", "inpaint", "colorize"}


def test_a_recipe_from_a_report_can_be_given_back(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    heirloom("restore", old_photograph, "--out", tmp_path / "a")
    (tmp_path / "recipe.json").write_text(json.dumps(report(tmp_path / "a")["recipe"]))
    heirloom("restore", old_photograph, "--out", tmp_path / "b", "--recipe", tmp_path / "recipe.json")
    for name in ("grandma.restored.png", "grandma.colorized.png"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_what_was_done_is_skipped_and_anything_else_is_done_again(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    heirloom("restore", old_photograph, "--out", out)
    first = times(out)
    assert "skipped" in heirloom("restore", old_photograph, "--out", out).stdout
    assert times(out) == first
    for more in (["--compare"], ["--strength", "0.6"], ["--color", "never"], ["--format", "webp"]):
        heirloom("restore", old_photograph, "--out", out, *more)
        assert times(out)["grandma.report.json"] != first["grandma.report.json"], more
        heirloom("restore", old_photograph, "--out", out)
        first = times(out)


@pytest.mark.parametrize("gone", ["grandma.restored.png", "grandma.colorized.png", "grandma.report.json"])
def test_a_result_that_is_gone_is_made_again(
    gone: str, heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    heirloom("restore", old_photograph, "--out", tmp_path / "out")
    (tmp_path / "out" / gone).unlink()
    assert "skipped" not in heirloom("restore", old_photograph, "--out", tmp_path / "out").stdout
    assert gone in contents(tmp_path / "out")


def test_a_changed_source_or_network_is_done_again(heirloom: Heirloom, config: Path, tmp_path: Path) -> None:
    photograph = scratched(tmp_path / "grandma.png", seed=1)
    heirloom("restore", photograph, "--out", tmp_path / "out")
    scratched(photograph, seed=2)
    assert "skipped" not in heirloom("restore", photograph, "--out", tmp_path / "out").stdout
    assert len(contents(tmp_path / "out")) == 3
    other = {"HEIRLOOM_ENGINE_MODELS": "{clean: %s}" % (config.parent / "damage.onnx")}
    assert (
        "skipped"
        not in heirloom("restore", photograph, "--out", tmp_path / "out", "--color", "never", **other).stdout
    )


def test_a_damaged_report_of_an_earlier_run_is_no_obstacle(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    for rubbish in (b"", b"[]", b'{"source": 3, "versions": []}', b"\xff"):
        (tmp_path / "grandma.report.json").write_bytes(rubbish)
        assert heirloom("restore", old_photograph, "--out", tmp_path).exit_code == 0


def test_a_folder_goes_on_after_bad_files_and_lists_them(heirloom: Heirloom, tmp_path: Path) -> None:
    album = tmp_path / "album"
    scratched(album / "good.png")
    (album / "empty.jpg").touch()
    (album / "rubbish.png").write_bytes(b"no photograph")
    (album / "cut.png").write_bytes(scratched(tmp_path / "x.png").read_bytes()[:200])
    (album / "gone.jpg").symlink_to(tmp_path / "nowhere")
    (album / "pipe.jpg").symlink_to("/dev/zero")
    result = heirloom("restore", album, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert contents(tmp_path / "out") == {"good.restored.png", "good.colorized.png", "good.report.json"}
    listed = result.stderr.split("could not be restored:")[1]
    assert all(name in listed for name in ("empty.jpg", "rubbish.png", "cut.png", "gone.jpg", "pipe.jpg"))
    assert "good.png" not in listed
    assert "Traceback" not in result.output


def test_json_is_one_line_for_each_photograph_and_nothing_else_on_stdout(
    heirloom: Heirloom, tmp_path: Path
) -> None:
    album = tmp_path / "album"
    scratched(album / "a\nb [red].png")
    (album / "empty.jpg").touch()
    for state in ("restored", "skipped"):
        result = heirloom("restore", album, "--out", tmp_path / "out", "--json")
        good, bad = (json.loads(line) for line in result.stdout.splitlines())
        assert (good["state"], Path(good["source"]["path"]).name) == (state, "a\nb [red].png")
        assert set(good["versions"]) == {"restored", "colorized"}
        assert (bad["state"], bad["error"]["code"]) == ("failed", "photo.empty")
        assert Path(bad["source"]["path"]).name == "empty.jpg"


def test_recursive_mirrors_folders_and_names_never_collide(heirloom: Heirloom, tmp_path: Path) -> None:
    album = tmp_path / "album"
    for number, name in enumerate(("a.jpg", "a.png", "1950/a.jpg", "1950/grandma ünd.png")):
        scratched(album / name, seed=number)
    result = heirloom("restore", album, "--out", album / "out", "--recursive", "--color", "never")
    assert result.exit_code == 0, result.output
    assert contents(album / "out") == {
        "a.jpg.restored.jpg",
        "a.jpg.report.json",
        "a.png.restored.png",
        "a.png.report.json",
        "1950/a.restored.jpg",
        "1950/a.report.json",
        "1950/grandma ünd.restored.png",
        "1950/grandma ünd.report.json",
    }
    again = heirloom("restore", album, "--out", album / "out", "--recursive", "--color", "never")
    assert again.stdout.count("skipped") == 4


def test_results_may_lie_beside_their_sources(heirloom: Heirloom, tmp_path: Path) -> None:
    scratched(tmp_path / "a.png")
    for _ in range(2):
        assert heirloom("restore", tmp_path, "--out", tmp_path, "--compare").exit_code == 0
    assert contents(tmp_path) == {
        "a.png",
        "a.restored.png",
        "a.colorized.png",
        "a.compare.jpg",
        "a.report.json",
    }


def test_names_that_are_no_text_are_restored_and_shown_escaped(heirloom: Heirloom, tmp_path: Path) -> None:
    photograph = scratched(tmp_path / "x.png").rename(
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png"))
    )
    result = heirloom("restore", photograph, "--out", tmp_path / "out", "--json")
    assert json.loads(result.stdout)["state"] == "restored"
    assert b"caf\xe9.restored.png" in {os.fsencode(path.name) for path in (tmp_path / "out").iterdir()}
    assert "skipped" in heirloom("restore", photograph, "--out", tmp_path / "out").stdout


def test_an_existing_file_is_never_left_half_written(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    heirloom("restore", old_photograph, "--out", out)
    (out / "grandma.colorized.png").unlink()
    (out / "grandma.colorized.png").mkdir()  # so that writing the second version fails
    before = (out / "grandma.restored.png").read_bytes()
    result = heirloom("restore", old_photograph, "--out", out)
    assert result.exit_code == 1
    assert contents(out) == {"grandma.restored.png"}
    assert (out / "grandma.restored.png").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.jpg", "--out", "OUT"], "nowhere.jpg"),
        (["PHOTO", "--out", "PHOTO"], "cannot be written"),
        (["PHOTO", "--out", "/proc/none"], "cannot be written"),
        (["PHOTO", "--out", "OUT", "--strength", "nan"], "from 0 to 1"),
        (["PHOTO", "--out", "OUT", "--strength", "1.01"], "from 0 to 1"),
        (["PHOTO", "--out", "OUT", "--strength", "-0.1"], "from 0 to 1"),
        (["PHOTO", "--out", "OUT", "--strength", "strong"], "--strength"),
        (["PHOTO", "--out", "OUT", "--color", "blue"], "--color"),
        (["PHOTO", "--out", "OUT", "--format", "gif"], "--format"),
        (["PHOTO"], "--out"),
        (["--out", "OUT"], "PHOTO_OR_FOLDER"),
        (["PHOTO", "--out", "OUT", "--recipe", "none.yaml"], "none.yaml"),
        (["PHOTO", "--out", "OUT", "--recipe", "PHOTO"], "cannot be read"),
        (["PHOTO", "--out", "OUT", "--config", "none.yaml"], "none.yaml"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_2_and_touches_nothing(
    arguments: list[str], words: str, heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    places = {"PHOTO": str(old_photograph), "OUT": str(tmp_path / "out")}
    result = heirloom("restore", *(places.get(word, word) for word in arguments))
    assert result.exit_code == 2, result.output
    assert words in result.output
    assert "Traceback" not in result.output
    assert contents(tmp_path) == {"grandma.png"}


@pytest.mark.parametrize(
    "recipe",
    ["{repair: 2}", "{repair: .nan}", "{repair: true}", "{colorize: 1}", "{polish: 1}", "[1]", "{", ""],
)
def test_a_wrong_recipe_is_refused_before_any_work(
    recipe: str, heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    (tmp_path / "recipe.yaml").write_text(recipe)
    result = heirloom(
        "restore", old_photograph, "--out", tmp_path / "out", "--recipe", tmp_path / "recipe.yaml"
    )
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_recipe_and_a_strength_exclude_each_other(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    (tmp_path / "recipe.yaml").write_text("{clean: 1}")
    more = ["--recipe", tmp_path / "recipe.yaml", "--strength", "0.5"]
    assert heirloom("restore", old_photograph, "--out", tmp_path / "out", *more).exit_code == 2


def test_wrong_settings_are_one_sentence_with_the_key(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    result = heirloom("restore", old_photograph, "--out", tmp_path / "out", HEIRLOOM_ENGINE_THREADS="many")
    assert (result.exit_code, result.stderr) == (2, "The setting engine.threads must be a whole number.\n")


def test_a_folder_without_photographs_is_said_so(heirloom: Heirloom, tmp_path: Path) -> None:
    (tmp_path / "album/inside").mkdir(parents=True)
    (tmp_path / "album/notes.txt").touch()
    result = heirloom("restore", tmp_path / "album", "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "no photograph here" in result.output
    assert "--recursive" in result.output


def test_a_file_larger_than_any_photograph_allowed_is_not_even_read(
    heirloom: Heirloom, tmp_path: Path
) -> None:
    with (tmp_path / "huge.png").open("wb") as file:
        file.truncate(10**12)  # takes no room on the disk
    result = heirloom("restore", tmp_path / "huge.png", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "MB" in result.stderr


def test_it_speaks_the_persons_language(heirloom: Heirloom, tmp_path: Path) -> None:
    (tmp_path / "leer.jpg").touch()
    result = heirloom("restore", tmp_path / "leer.jpg", "--out", tmp_path / "out", language="de")
    assert "Die Datei ist leer" in result.stderr
    chosen = heirloom(
        "restore", tmp_path / "leer.jpg", "--out", tmp_path / "out", HEIRLOOM_MESSAGES_LANGUAGE="fr"
    )
    assert "Le fichier est vide" in chosen.stderr


def test_sixteen_bits_stay_sixteen(heirloom: Heirloom, tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(8000, 52000, 600).astype(np.uint16), (80, 1))
    cv2.imwrite(str(tmp_path / "ramp.png"), ramp)
    (tmp_path / "recipe.yaml").write_text("{repair: 0, inpaint: 0, clean: 0.5, colorize: false}")
    heirloom(
        "restore", tmp_path / "ramp.png", "--out", tmp_path / "out", "--recipe", tmp_path / "recipe.yaml"
    )
    restored = cv2.imread(str(tmp_path / "out/ramp.restored.png"), cv2.IMREAD_UNCHANGED)
    assert restored is not None
    assert restored.dtype == np.uint16
    assert len(np.unique(restored)) > 256


def test_a_copy_of_a_photograph_gets_results_of_its_own(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    copy = shutil.copy(old_photograph, tmp_path / "other/grandma.png")
    heirloom("restore", old_photograph, copy, "--out", tmp_path / "out", "--color", "never")
    assert sum(name.endswith(".restored.png") for name in contents(tmp_path / "out")) == 2


def test_scale_enlarges_and_the_report_says_for_which_print(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    result = heirloom("restore", old_photograph, "--out", tmp_path / "out", "--scale", "4")
    assert result.exit_code == 0, result.output
    for version in ("restored", "colorized"):
        with Image.open(tmp_path / "out" / f"grandma.{version}.png") as picture:
            assert picture.size == (384, 256)
            assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    told = report(tmp_path / "out")
    assert told["wish"]["scale"] == told["recipe"]["scale"] == 4
    assert told["wish"]["look"] == "faithful"
    assert "Good for a print of 3 × 2 cm." in told["summary"]
    assert any("4 times as wide and high" in sentence for sentence in told["summary"])
    again = heirloom("restore", old_photograph, "--out", tmp_path / "out", "--scale", "2")
    assert "skipped" not in again.stdout


def test_scale_overrules_a_recipe_and_look_does_not_go_with_one(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    recipe = tmp_path / "recipe.yaml"
    recipe.write_text("{repair: 0, inpaint: 0, scale: 4}")
    heirloom("restore", old_photograph, "--out", tmp_path / "out", "--recipe", recipe, "--scale", "2")
    assert report(tmp_path / "out")["recipe"]["scale"] == 2
    refused = heirloom("restore", old_photograph, "--out", tmp_path, "--recipe", recipe, "--look", "lively")
    assert refused.exit_code == 2
    assert "--look" in refused.stderr
    recipe.write_text("{scale: 3}")
    refused = heirloom("restore", old_photograph, "--out", tmp_path, "--recipe", recipe)
    assert refused.exit_code == 2
    assert "1, 2 or 4" in refused.stderr


def test_where_nothing_enlarges_scale_is_refused_in_a_sentence_before_any_work(
    heirloom: Heirloom, config: Path, old_photograph: Path, tmp_path: Path
) -> None:
    weights = tiny_weights()
    graph = published(tmp_path, weights, install(tmp_path / "nowhere", weights))
    models = yaml.safe_load(config.read_text("utf-8"))["engine"]["models"] | {"upscale": str(graph)}
    own = tmp_path / "own.yaml"
    own.write_text(yaml.safe_dump({"engine": {"threads": 1, "models": models}}))
    command = ("restore", old_photograph, "--out", tmp_path / "out", "--config", own)
    result = heirloom(*command, "--scale", "2")
    assert result.exit_code == 2
    assert "pip install 'heirloom[hd]'" in result.stderr
    assert contents(tmp_path / "out") == set()
    assert heirloom(*command, "--look", "lively").exit_code == 0
    assert heirloom("models", "--config", own).exit_code == 0


def test_the_setting_chooses_the_look_and_the_option_overrules_it(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    lively = {"HEIRLOOM_ENGINE_LOOK": "lively"}
    heirloom("restore", old_photograph, "--out", tmp_path, **lively)
    assert report(tmp_path)["wish"]["look"] == "lively"
    heirloom("restore", old_photograph, "--out", tmp_path, "--look", "faithful", **lively)
    assert report(tmp_path)["wish"]["look"] == "faithful"

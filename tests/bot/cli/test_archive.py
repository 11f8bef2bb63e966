"""The promises to archives: pages, salvage, metadata, sidecars, bags, a table of findings, and provenance."""

from __future__ import annotations

import csv
import errno
import io
import json
import shutil
from pathlib import Path

import bagit
import numpy as np
import pytest
import tifffile
from PIL import Image

import bot.cli.results
from restoration.photo import decode
from tests.bot.cli.certificates import certificate
from tests.bot.cli.conftest import Heirloom, scratched
from tests.bot.cli.test_restore import contents, report


def pages(path: Path, number: int = 3) -> Path:
    """A TIFF of several grey photographs."""
    with tifffile.TiffWriter(path) as writer:
        for seed in range(number):
            writer.write(np.asarray(Image.open(scratched(path.parent / "page.png", seed)).convert("L")))
    (path.parent / "page.png").unlink()
    return path


def torn(path: Path) -> Path:
    """A JPEG of which the second half is missing."""
    noise = np.random.default_rng(2).integers(60, 190, (160, 120), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "jpeg", quality=95)
    path.write_bytes(file.getvalue()[: len(file.getvalue()) // 2])
    return path


def test_every_page_of_a_file_is_restored_and_found_again(heirloom: Heirloom, tmp_path: Path) -> None:
    album = pages(tmp_path / "album.tif")
    result = heirloom("restore", album, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    restored = {f"album.page-{page}.restored.tif" for page in (1, 2, 3)}
    assert restored < contents(tmp_path / "out")
    assert report(tmp_path / "out", "album.page-2")["source"]["page"] == 2
    again = heirloom("restore", album, "--out", tmp_path / "out")
    assert again.stdout.count("skipped") >= 3


def test_a_torn_file_fails_and_is_restored_in_part_on_demand(heirloom: Heirloom, tmp_path: Path) -> None:
    file = torn(tmp_path / "torn.jpg")
    assert heirloom("restore", file, "--out", tmp_path / "out").exit_code == 1
    result = heirloom("restore", file, "--out", tmp_path / "out", "--salvage")
    assert result.exit_code == 0, result.output
    with Image.open(tmp_path / "out" / "torn.restored.jpg") as picture:
        assert picture.size == (120, 160)
    assert "lacks a part of the picture" in report(tmp_path / "out", "torn")["summary"][0]


def test_what_describes_a_photograph_stays_and_the_sidecar_says_the_same(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'photoshop:City="Passau"/></rdf:RDF></x:xmpmeta>'
    )
    described = tmp_path / "anna.jpg"
    Image.open(old_photograph).convert("RGB").save(described, quality=95, xmp=packet.encode())
    heirloom("restore", described, "--out", tmp_path / "out", "--sidecar", "--color", "always")
    written = decode((tmp_path / "out" / "anna.colorized.jpg").read_bytes()).metadata.own.xmp
    assert written is not None
    for said in (b"Passau", b"Heirloom", b"colorize", b"compositeWithTrainedAlgorithmicMedia"):
        assert said in written
    assert (tmp_path / "out" / "anna.colorized.xmp").read_bytes() == written


def test_folders_of_the_same_shape_stay_apart(heirloom: Heirloom, tmp_path: Path) -> None:
    for name in ("aunt", "uncle"):
        scratched(tmp_path / name / "1931" / "a.png")
    result = heirloom(
        "restore", tmp_path / "aunt", tmp_path / "uncle", "--out", tmp_path / "out", "--keep-tree"
    )
    assert result.exit_code == 0, result.output
    found = contents(tmp_path / "out")
    assert {"aunt/1931/a.restored.png", "uncle/1931/a.restored.png"} < found


def test_a_bag_is_valid_and_goes_on_where_it_was(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    out = tmp_path / "bag"
    heirloom("restore", old_photograph, "--out", out, "--bag")
    assert bagit.Bag(str(out)).validate()
    assert "data/grandma.restored.png" in bagit.Bag(str(out)).entries
    result = heirloom("restore", old_photograph, scratched(tmp_path / "b.png", 3), "--out", out, "--bag")
    assert "skipped" in result.stdout
    bag = bagit.Bag(str(out))
    assert bag.validate()
    assert "data/b.restored.png" in bag.entries
    (out / "data" / "b.restored.png").write_bytes(b"changed")
    assert not bagit.Bag(str(out)).is_valid()


def test_several_at_a_time_give_the_same_as_one_after_another(heirloom: Heirloom, tmp_path: Path) -> None:
    for seed in range(4):
        scratched(tmp_path / "in" / f"{seed}.png", seed)
    one = heirloom("restore", tmp_path / "in", "--out", tmp_path / "one")
    several = heirloom("restore", tmp_path / "in", "--out", tmp_path / "several", "--jobs", 3)
    assert one.exit_code == several.exit_code == 0, several.output
    assert contents(tmp_path / "one") == contents(tmp_path / "several")
    for name in contents(tmp_path / "one"):
        if name.endswith(".png"):
            assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "several" / name).read_bytes()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_full_or_closed_disk_ends_the_run_and_says_how_many_were_not_tried(
    code: int, heirloom: Heirloom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(code, "no room")

    for seed in range(3):
        scratched(tmp_path / "in" / f"{seed}.png", seed)
    monkeypatch.setattr(bot.cli.results, "write_whole", full)
    result = heirloom("restore", tmp_path / "in", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "2 photographs were not tried" in result.stderr


def test_a_table_says_what_each_photograph_is_like_and_changes_nothing(
    heirloom: Heirloom, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    scratched(folder / "a.png")
    torn(folder / "torn.jpg")
    pages(folder / "album.tif", 2)
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    before = contents(tmp_path)
    result = heirloom("inspect", folder, "--csv")
    assert result.exit_code == 1
    rows = {(Path(row["path"]).name, row["page"]): row for row in csv.DictReader(io.StringIO(result.stdout))}
    assert set(rows) == {
        ("a.png", ""),
        ("torn.jpg", ""),
        ("album.tif", "1"),
        ("album.tif", "2"),
        ("broken.png", ""),
    }
    assert rows["a.png", ""]["tonality"] == "monochrome"
    assert rows["torn.jpg", ""]["needs_person"] == rows["broken.png", ""]["needs_person"] == "yes"
    assert rows["broken.png", ""]["error"]
    assert contents(tmp_path) == before


def test_a_file_named_like_a_formula_is_text_in_a_spreadsheet(
    heirloom: Heirloom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(scratched(tmp_path / "a.png"), "=1+1.png")
    assert "\n'=1+1.png," in heirloom("inspect", "=1+1.png", "--csv").stdout


def test_a_configured_certificate_signs_and_the_statement_is_valid_until_a_byte_changes(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    chain, key = certificate(tmp_path)
    signing = {"HEIRLOOM_PROVENANCE_CERTIFICATE": str(chain), "HEIRLOOM_PROVENANCE_KEY": str(key)}
    result = heirloom("restore", old_photograph, "--out", tmp_path / "out", **signing)
    assert result.exit_code == 0, result.output
    signed = tmp_path / "out" / "grandma.colorized.png"
    told = heirloom("provenance", signed)
    assert told.exit_code == 0, told.output
    statement = json.loads(told.stdout[told.stdout.index("{") :])
    manifest = statement["manifests"][statement["active_manifest"]]
    assert [one["title"] for one in manifest["ingredients"]] == ["grandma.png"]
    (actions,) = [
        one["data"]["actions"] for one in manifest["assertions"] if one["label"].startswith("c2pa.actions")
    ]
    assert actions[0]["action"] == "c2pa.opened"
    assert actions[-1]["digitalSourceType"].endswith("compositeWithTrainedAlgorithmicMedia")
    assert np.array_equal(decode(signed.read_bytes()).pixels.shape, (64, 96, 3))
    data = bytearray(signed.read_bytes())
    data[-40] ^= 1
    signed.write_bytes(bytes(data))
    assert heirloom("provenance", signed).exit_code == 1


def test_a_file_that_states_nothing_is_told_so(heirloom: Heirloom, old_photograph: Path) -> None:
    told = heirloom("provenance", old_photograph)
    assert told.exit_code == 1
    assert "states nothing" in told.stdout


def test_a_certificate_that_is_not_there_is_a_sentence(
    heirloom: Heirloom, old_photograph: Path, tmp_path: Path
) -> None:
    signing = {"HEIRLOOM_PROVENANCE_CERTIFICATE": str(tmp_path / "none.pem")}
    result = heirloom("restore", old_photograph, "--out", tmp_path / "out", **signing)
    assert result.exit_code == 1
    assert "Nothing can be signed" in result.stderr

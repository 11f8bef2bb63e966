"""The promises of metadata where a person's own file is worked on: what describes the picture survives."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from restoration.photo import Edit, Format, History, decode, encode
from tests.restoration.files import ADOBE_RGB, deep, picture, pillow, tiff

HISTORY = History("Heirloom 1.0", ("clean", "colorize"))
DESCRIBED = [
    "-XMP-dc:Title=Ostern",
    "-XMP-dc:Description=Großmutter im Garten",
    "-XMP-dc:Subject=Garten",
    "-XMP-dc:Subject=Familie",
    "-XMP-iptcExt:PersonInImage=Anna",
    "-XMP-iptcExt:PersonInImage=Bruno",
    "-XMP-photoshop:City=Passau",
    "-XMP-xmp:Rating=4",
    "-IPTC:Caption-Abstract=Im Garten",
    "-IPTC:Keywords=Garten",
    "-IPTC:By-line=Otto",
    "-IPTC:ObjectName=Ostern 1931",
    "-EXIF:UserComment=gefunden auf dem Dachboden",
    "-EXIF:XPTitle=Großmutter",
    "-EXIF:XPKeywords=alt;Garten",
    "-EXIF:ImageDescription=Großmutter, 1931",
    "-EXIF:Artist=Otto",
    "-EXIF:Copyright=Familie",
    "-EXIF:ExposureTime=1/60",
    "-EXIF:LensModel=Elmar 5 cm",
    "-EXIF:DateTimeOriginal=1931:04:05 11:00:00",
    "-GPSLatitude=48.5",
    "-GPSLatitudeRef=N",
    "-XMP-exif:GPSLatitude=48.5",
]
WRITERS = {"JPEG": "jpeg", "TIFF": "tiff", "PNG": "png", "WebP": "webp"}


def exiftool(*arguments: str | Path) -> str:
    """What exiftool says; the test is left out where there is none."""
    try:
        command = ["exiftool", *map(str, arguments)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except FileNotFoundError:
        pytest.skip("there is no exiftool (Debian: libimage-exiftool-perl)")


def fields(path: Path) -> dict[str, Any]:
    """Every field of a file that describes its picture, by group and name."""
    groups = ["-XMP:all", "-IPTC:all", "-EXIF:all"]
    (told,) = json.loads(exiftool("-j", "-G1", "-struct", *groups, path))
    return dict(told)


def described(path: Path, data: bytes) -> Path:
    """Write a file with captions, keywords, names and a place."""
    path.write_bytes(data)
    options = ["-q", "-overwrite_original", "-charset", "iptc=UTF8", "-codedcharacterset=utf8"]
    exiftool(*options, *DESCRIBED, path)
    return path


#: What a writer states anew of the new file's own structure.
STRUCTURE = {
    *("BitsPerSample", "Compression", "ImageWidth", "ImageHeight", "PhotometricInterpretation", "Predictor"),
    *(
        "RowsPerStrip",
        "SamplesPerPixel",
        "StripByteCounts",
        "StripOffsets",
        "SubfileType",
        "PlanarConfiguration",
    ),
    *("ExifImageWidth", "ExifImageHeight", "ExifByteOrder", "YCbCrPositioning", "ComponentsConfiguration"),
    *("ResolutionUnit", "XResolution", "YResolution", "ExifVersion", "FlashpixVersion", "ColorSpace"),
    *("XMPToolkit", "Orientation", "SampleFormat", "Software", "NewSubfileType", "ExtraSamples"),
}


@pytest.mark.peers
@pytest.mark.parametrize("source", ["jpeg", "tiff", "png", "webp"])
@pytest.mark.parametrize("target", list(WRITERS.values()))
def test_exiftool_sees_every_descriptive_field_again_and_no_place(
    source: str, target: str, tmp_path: Path
) -> None:
    data = tiff(picture()) if source == "tiff" else pillow(picture(), source)
    path = described(tmp_path / f"source.{source}", data)
    written = tmp_path / f"written.{target}"
    written.write_bytes(
        encode(decode(path.read_bytes()), Format(target), edit=Edit.COMPOSITE, history=HISTORY)
    )
    before, after = fields(path), fields(written)
    lost = {
        name
        for name, value in before.items()
        if ":" in name
        and name.split(":")[1] not in STRUCTURE
        and "GPS" not in name
        and not (name.startswith("IPTC") and target in ("png", "webp"))
        and after.get(name) != value
    }
    assert not lost
    assert not [name for name in after if "GPS" in name]
    if target in ("png", "webp") and source != "webp":
        assert after["XMP-dc:Creator"] == ["Otto"] or after["XMP-dc:Creator"] == "Otto"
    assert "compositeWithTrainedAlgorithmicMedia" in after["XMP-iptcExt:DigitalSourceType"]
    history = after["XMP-xmpMM:History"]
    assert history[-1]["SoftwareAgent"] == "Heirloom 1.0"
    assert history[-1]["Parameters"] == "clean, colorize"
    assert not exiftool("-error", "-s3", written).strip()


@pytest.mark.parametrize("format", list(WRITERS.values()))
def test_an_own_packet_survives_and_the_history_goes_on(format: str) -> None:
    first = encode(decode(with_xmp(PACKET)), Format(format), edit=Edit.ENHANCED, history=HISTORY)
    second = encode(decode(first), Format(format), edit=Edit.COMPOSITE, history=HISTORY)
    packet = decode(second).metadata.own.xmp
    assert packet is not None
    assert "Großmutter" in packet.decode()
    assert packet.count(b"Heirloom 1.0") == 2
    assert packet.count(b"DigitalSourceType") == 2  # one element, its beginning and its end
    assert b"compositeWithTrainedAlgorithmicMedia" in packet
    assert b"GPSLatitude" not in packet


def test_a_deep_tiff_with_profile_keeps_depth_profile_and_packet() -> None:
    source = tiff(deep(), iccprofile=ADOBE_RGB, extratags=[(700, "B", len(PACKET), PACKET, True)])
    again = decode(encode(decode(source), edit=Edit.ENHANCED, history=HISTORY))
    assert (again.depth, again.profile, again.format) == (16, ADOBE_RGB, Format.TIFF)
    assert np.abs(again.pixels.astype(int) - decode(source).pixels).max() <= 2
    assert "Großmutter" in (again.metadata.own.xmp or b"").decode()


def test_in_chats_nothing_of_it_is_written() -> None:
    written = encode(decode(with_xmp(PACKET)), Format.JPEG, edit=Edit.ENHANCED)
    assert "Großmutter".encode() not in written
    assert b"algorithmicallyEnhanced" in written


@pytest.mark.parametrize(
    "packet",
    [
        b"no XML",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<a/>",
        "<a>Großmutter</a>".encode("utf-16"),
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF',
    ],
)
def test_a_broken_packet_costs_itself_and_never_the_photograph(packet: bytes) -> None:
    again = decode(encode(decode(with_xmp(packet)), edit=Edit.ENHANCED, history=HISTORY))
    assert b"algorithmicallyEnhanced" in (again.metadata.own.xmp or b"")


PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="48,8.025N">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Großmutter</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>""".encode()


def with_xmp(packet: bytes) -> bytes:
    """A JPEG with an XMP packet."""
    return pillow(picture(), "jpeg", xmp=packet)

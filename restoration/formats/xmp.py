"""XMP packets (ISO 16684-1): what was done to a picture, stated so that machines and people find it.

A source's own packet is kept where a person's own file is worked on, without the place and without previews,
and what was done is added to its history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.dom import minidom
from xml.parsers.expat import ExpatError

from restoration.formats.iptc import texts
from restoration.formats.metadata import Own

_VOCABULARY: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMESPACES: Final = {
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
}
_EMPTY: Final = (
    f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}"><rdf:Description rdf:about=""/>'
    "</rdf:RDF></x:xmpmeta>"
)
_BEGIN: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_END: Final = '\n<?xpacket end="r"?>'
_EXIF, _XMP, _TIFF = (
    "http://ns.adobe.com/exif/1.0/",
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.adobe.com/tiff/1.0/",
)
_EXTENDED: Final = "http://ns.adobe.com/xmp/note/"
#: IPTC records by their number -> XMP property and whether it is a text in languages, a list or plain.
_FROM_IPTC: Final = {
    5: ("dc:title", "Alt"),
    120: ("dc:description", "Alt"),
    116: ("dc:rights", "Alt"),
    25: ("dc:subject", "Bag"),
    80: ("dc:creator", "Seq"),
    105: ("photoshop:Headline", ""),
    40: ("photoshop:Instructions", ""),
    90: ("photoshop:City", ""),
    95: ("photoshop:State", ""),
    101: ("photoshop:Country", ""),
    110: ("photoshop:Credit", ""),
    115: ("photoshop:Source", ""),
}


def digital_source_packet(
    source_type: str, own: Own | None = None, agent: str = "", steps: Sequence[str] = ()
) -> bytes:
    """An XMP packet (UTF-8) that states the digital source type, one of IPTC's terms, or none where empty.

    Args:
        source_type: IPTC's term for what was done.
        own: what the source says of itself, to be kept; its IPTC records are repeated where XMP lacks them.
        agent: who did it; with it, a history entry says so.
        steps: what was done, for that entry.
    """
    document = _document(None if own is None else own.xmp)
    if own is not None:
        _remove_what_no_longer_holds(document)
        for number, values in texts(own.iptc).items():
            if number in _FROM_IPTC:
                _add(document, *_FROM_IPTC[number], values)
    if source_type:
        _remove(document, _NAMESPACES["Iptc4xmpExt"], {"DigitalSourceType"})
        _add(document, "Iptc4xmpExt:DigitalSourceType", "", [_VOCABULARY + source_type])
    if agent:
        _add_history(document, agent, steps)
    root = document.documentElement
    assert root is not None  # noqa: S101 - a parsed document has one
    return (_BEGIN + root.toxml() + _END).encode()


def _document(packet: bytes | None) -> minidom.Document:
    """The source's packet, or an empty one where it cannot be read or might blow up."""
    if packet is not None and b"<!" not in packet:
        try:
            document = minidom.parseString(packet.strip(b"\0 \r\n\t"))  # noqa: S318 - no declarations: no bomb
        except (ExpatError, ValueError, LookupError):
            return minidom.parseString(_EMPTY)  # noqa: S318 - ours
        if any(_descriptions(document)):
            return document
    return minidom.parseString(_EMPTY)  # noqa: S318 - ours


def _descriptions(document: minidom.Document) -> Iterator[minidom.Element]:
    for rdf in document.getElementsByTagNameNS(_RDF, "RDF")[:1]:
        for node in rdf.childNodes:
            if isinstance(node, minidom.Element) and node.localName == "Description":
                yield node


def _remove_what_no_longer_holds(document: minidom.Document) -> None:
    """The place, previews, and what says how the pixels were stored."""
    _remove(document, _XMP, {"Thumbnails"})
    _remove(document, _TIFF, {"Orientation", "ImageWidth", "ImageLength", "BitsPerSample", "Compression"})
    _remove(document, _EXIF, {"PixelXDimension", "PixelYDimension"}, prefix="GPS")
    _remove(document, _EXTENDED, {"HasExtendedXMP"})


def _remove(document: minidom.Document, space: str, names: set[str], prefix: str | None = None) -> None:
    def unwanted(node: minidom.Node) -> bool:
        name = node.localName or ""
        return node.namespaceURI == space and (
            name in names or (prefix is not None and name.startswith(prefix))
        )

    for description in _descriptions(document):
        for attribute in list(description.attributes.values()):
            if unwanted(attribute):
                description.removeAttributeNode(attribute)
        for child in list(description.childNodes):
            if unwanted(child):
                description.removeChild(child)


def _there(document: minidom.Document, space: str, name: str) -> bool:
    return any(
        description.hasAttributeNS(space, name)
        or any(child.namespaceURI == space and child.localName == name for child in description.childNodes)
        for description in _descriptions(document)
    )


def _add(document: minidom.Document, property: str, kind: str, values: Sequence[str]) -> None:
    """Add a property that is not there yet: plain, or a list of a kind (Alt, Bag, Seq)."""
    prefix, name = property.split(":")
    if _there(document, _NAMESPACES[prefix], name):
        return
    element = _element(document, property)
    if not kind:
        element.appendChild(document.createTextNode(" ".join(values)))
    else:
        items = _rdf(document, kind)
        for value in values:
            item = _rdf(document, "li", {"xml:lang": "x-default"} if kind == "Alt" else {})
            item.appendChild(document.createTextNode(value))
            items.appendChild(item)
        element.appendChild(items)
    next(_descriptions(document)).appendChild(element)


def _add_history(document: minidom.Document, agent: str, steps: Sequence[str]) -> None:
    space = _NAMESPACES["xmpMM"]
    history = next(
        (
            items
            for element in document.getElementsByTagNameNS(space, "History")
            for items in element.getElementsByTagNameNS(_RDF, "Seq")
        ),
        None,
    )
    if history is None:
        element, history = _element(document, "xmpMM:History"), _rdf(document, "Seq")
        element.appendChild(history)
        next(_descriptions(document)).appendChild(element)
    entry = _rdf(document, "li", {"rdf:parseType": "Resource"})
    said = {"action": "edited", "softwareAgent": agent, "parameters": ", ".join(steps), "changed": "/"}
    for name, value in said.items():
        if value:
            part = _element(document, f"stEvt:{name}")
            part.appendChild(document.createTextNode(value))
            entry.appendChild(part)
    history.appendChild(entry)


def _element(document: minidom.Document, property: str) -> minidom.Element:
    prefix = property.split(":")[0]
    element = document.createElementNS(_NAMESPACES[prefix], property)
    element.setAttribute(f"xmlns:{prefix}", _NAMESPACES[prefix])
    return element


def _rdf(
    document: minidom.Document, name: str, attributes: Mapping[str, str] | None = None
) -> minidom.Element:
    element = document.createElementNS(_RDF, f"rdf:{name}")
    element.setAttribute("xmlns:rdf", _RDF)
    for attribute, value in (attributes or {}).items():
        element.setAttribute(attribute, value)
    return element

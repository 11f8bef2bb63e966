"""The statement, readable by machines and people, that software changed the picture (IPTC 2023.1)."""

from __future__ import annotations

from typing import Final

_VOCABULARY: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
   Iptc4xmpExt:DigitalSourceType="{source_type}"/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def digital_source_packet(source_type: str) -> bytes:
    """An XMP packet (UTF-8) that states the digital source type, one of IPTC's terms."""
    return _PACKET.format(source_type=_VOCABULARY + source_type).encode()

"""Turns what a card says about itself into the XMP packet of its PDF."""

from __future__ import annotations

from datetime import datetime

from handouts.compose.page import Card

# Sources: ISO 16684-1 (XMP), ISO 19005-2 clause 6.6.4 (pdfaid), ISO 14289-1 clause 5 (pdfuaid). PDF/A-2 clause 6.6.2.3
# asks that a schema which it does not know, such as pdfuaid, is described in the packet itself.
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"{paged}
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
{sources}{type}<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate>
<xmp:ModifyDate>{when}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>{pages}
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


DRAFT = "<dc:type><rdf:Bag><rdf:li>draft</rdf:li></rdf:Bag></dc:type>"
PAGED = '\n xmlns:xmpTPg="http://ns.adobe.com/xap/1.0/t/pg/"'
PAGES = "\n<xmpTPg:NPages>{count}</xmpTPg:NPages>"
XML_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def packet(card: Card, when: datetime, creator: str, producer: str) -> bytes:
    """The packet in UTF-8; `when` is the moment that the file bears, in UTC."""
    facts = {"title": card.title, "subject": card.subject, "author": card.author, "lang": card.lang}
    facts |= {"when": when.isoformat(), "creator": creator, "producer": producer}
    escaped = {key: text.translate(XML_ESCAPES) for key, text in facts.items()}
    sources = "; ".join(card.sources).translate(XML_ESCAPES)
    escaped["sources"] = f"<dc:source>{sources}</dc:source>\n" if sources else ""
    escaped["type"] = f"{DRAFT}\n" if card.draft else ""
    escaped["paged"] = PAGED if card.more else ""
    escaped["pages"] = PAGES.format(count=len(card.pages)) if card.more else ""
    return PACKET.format_map(escaped).encode()


def is_draft(pdf: bytes) -> bool:
    """Whether a finished file of ours says that it is a draft; the packet of a PDF/A file is never compressed."""
    return DRAFT.encode() in pdf


def sides_of(pdf: bytes) -> int:
    """How many sides of a sheet a finished card of ours has, as its packet says."""
    return 2 if PAGES.format(count=2).encode() in pdf else 1

"""Reading XML from outside: no document types, no entities, nothing fetched, bounded in size and depth."""

from typing import ClassVar
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring  # pyright: ignore[reportUnknownVariableType]

from twinline.kernel.errors import Invalid

BYTES_MAX = 1_000_000
DEPTH_MAX = 50


class BadXml(Invalid):
    """The XML is not well-formed, too large or too deep, or carries a document type or entities."""

    code: ClassVar[str] = "exchange.bad_xml"


def parsed(content: bytes | str) -> Element:
    """The root element. Raises BadXml."""
    data = content.encode() if isinstance(content, str) else content
    if len(data) > BYTES_MAX:
        raise BadXml
    try:
        root: Element = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise BadXml from error
    if _depth(root) > DEPTH_MAX:
        raise BadXml
    return root


def _depth(root: Element) -> int:
    depth, level = 0, [root]
    while level and depth <= DEPTH_MAX:
        depth, level = depth + 1, [child for element in level for child in element]
    return depth


def said(element: Element | None) -> str:
    """The text of an element without the white space around it; empty for none."""
    return (element.text or "").strip() if element is not None else ""

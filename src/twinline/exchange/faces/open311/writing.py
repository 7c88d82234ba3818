"""The two forms of every GeoReport answer: XML, and the JSON that maps to it (Spark convention)."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from xml.etree import ElementTree  # only writes; nothing from outside is parsed here

import orjson

MEDIA = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
_ONE_OF = {
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "services": "service",
    "service_requests": "request",
    "errors": "error",
}


def written(root: str, content: Any, form: str) -> bytes:
    """An answer: ``root`` is its XML element, which JSON leaves out."""
    if form == "json":
        return orjson.dumps(content, option=orjson.OPT_UTC_Z)
    element = ElementTree.Element(root)
    _fill(element, root, content)
    return ElementTree.tostring(element, encoding="utf-8", xml_declaration=True)


def _fill(element: ElementTree.Element, name: str, value: Any) -> None:
    if isinstance(value, Mapping):
        for key, inner in cast("Mapping[str, Any]", value).items():
            _fill(ElementTree.SubElement(element, key), key, inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in cast("Sequence[Any]", value):
            _fill(ElementTree.SubElement(element, _ONE_OF[name]), _ONE_OF[name], inner)
    elif value is not None:
        element.text = _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else orjson.dumps(value, option=orjson.OPT_UTC_Z).decode().strip('"')

"""Make the outlines of a city's districts for the map: GeoJSON in WGS-84, small enough to be fetched at once.

``python tools/build_outlines.py DISTRICTS.geojson 440100 gcj02 TARGET.json``: polygons of the districts with their name
(``name``) as the register of divisions has it, in the system named. See docs/how-to/give-a-city-its-map.md.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

from twinline.places import Datum, Divisions, Point

TOLERANCE_DEG = 0.0006
DIGITS = 5
Pair = tuple[float, float]


def thinned(points: list[Pair]) -> list[Pair]:
    """Douglas and Peucker: without the points that lie on the line of the others."""
    if len(points) < 3:
        return points
    far, where = max((_off(p, points[0], points[-1]), i) for i, p in enumerate(points[1:-1], 1))
    if far < TOLERANCE_DEG:
        return [points[0], points[-1]]
    return thinned(points[: where + 1])[:-1] + thinned(points[where:])


def _off(p: Pair, a: Pair, b: Pair) -> float:
    length = math.dist(a, b)
    if not length:
        return math.dist(p, a)
    return abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / length


def ring(points: list[list[float]], datum: Datum) -> list[list[float]]:
    pairs = [(p[0], p[1]) for p in points]
    half = len(pairs) // 2  # a closed ring has no ends to draw the first line between
    kept = thinned(pairs[: half + 1])[:-1] + thinned(pairs[half:])
    true = [Point(lon, lat, datum).to(Datum.WGS84) for lon, lat in kept]
    return [[round(p.lon, DIGITS), round(p.lat, DIGITS)] for p in true]


def area(feature: dict[str, Any], codes: dict[str, str], datum: Datum) -> dict[str, Any]:
    parts = feature["geometry"]["coordinates"]
    if feature["geometry"]["type"] == "Polygon":
        parts = [parts]
    drawn = [rings for part in parts if (rings := [r for one in part if len(r := ring(one, datum)) > 3])]
    lon, lat = zip(*max((part[0] for part in drawn), key=len), strict=True)
    name = feature["properties"]["name"]
    middle = [round((min(axis) + max(axis)) / 2, DIGITS) for axis in (lon, lat)]
    return {
        "type": "Feature",
        "properties": {"code": codes[name], "name": name, "at": middle},
        "geometry": {"type": "MultiPolygon", "coordinates": drawn},
    }


def main(source: Path, city: str, datum: Datum, target: Path) -> None:
    codes = {d.name: d.code for d in Divisions.load().children(city) if not d.retired}
    features = [area(f, codes, datum) for f in json.loads(source.read_text("utf-8"))["features"]]
    whole = {"type": "FeatureCollection", "features": features}
    target.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Datum(sys.argv[3]), Path(sys.argv[4]))

"""A city's outlines become small and stand in WGS-84."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from twinline.places import Datum, Point

ROOT = Path(__file__).resolve().parents[2]


def test_outlines_are_thinned_and_moved(tmp_path: Path) -> None:
    """Points on a straight side go; corners stay, moved by what GCJ-02 is off."""
    corners = [(113.3, 23.1), (113.4, 23.1), (113.4, 23.2), (113.3, 23.2), (113.3, 23.1)]
    sides = [
        (a[0] + (b[0] - a[0]) * n / 50, a[1] + (b[1] - a[1]) * n / 50) for a, b in pairwise(corners) for n in range(50)
    ]
    feature = {"properties": {"name": "天河区"}, "geometry": {"type": "Polygon", "coordinates": [[*sides, corners[0]]]}}
    source, target = tmp_path / "in.json", tmp_path / "out.json"
    source.write_text(json.dumps({"features": [feature]}), "utf-8")
    tool = ROOT / "tools" / "build_outlines.py"
    subprocess.run([sys.executable, tool, source, "440100", "gcj02", target], check=True)
    (made,) = json.loads(target.read_text("utf-8"))["features"]
    assert made["properties"]["code"] == "440106"
    ring = made["geometry"]["coordinates"][0][0]
    assert len(ring) == 5
    true = Point(*corners[2], Datum.GCJ02).to(Datum.WGS84)
    assert [round(true.lon, 5), round(true.lat, 5)] in ring
    assert Point(113.3, 23.1, Datum.GCJ02) == Point.given(113.3, 23.1, "GCJ02")
    assert Point.given(113.3, 23.1, "CGCS2000") == Point.given(113.3, 23.1, None) == Point(113.3, 23.1, Datum.WGS84)

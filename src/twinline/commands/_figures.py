"""Figures of a model as tables for people."""

import sys
from collections.abc import Mapping
from typing import Any

from twinline.kernel.messages import text

PLAIN_WIDTH = 110


def show_figures(fields: Mapping[str, Mapping[str, Any]], *, note: str = "") -> None:
    """One table per field, then the confusions worth looking at."""
    from rich.console import Console
    from rich.table import Table

    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    for name, figures in fields.items():
        head = text("figures.head", field=name, rows=figures["rows"], accuracy=f"{figures['accuracy']:.4f}",
                    macro_f1=f"{figures['macro_f1']:.4f}", ece=f"{figures['calibration_error']:.4f}")  # fmt: skip
        console.print(head, highlight=False)
        table = Table()
        for column in ("label", "precision", "recall", "f1", "support"):
            table.add_column(text(f"figures.{column}"), justify="left" if column == "label" else "right")
        for one in figures["classes"]:
            cells = [f"{one[key]:.4f}" for key in ("precision", "recall", "f1")]
            table.add_row(one["label"], *cells, str(one["support"]))
        console.print(table)
        for one in figures["confusions"]:
            console.print(text("figures.confusion", truth=one["truth"], guess=one["guess"], count=one["count"],
                               rows="、".join(one["examples"])), highlight=False)  # fmt: skip
    if note:
        console.print(note, highlight=False)

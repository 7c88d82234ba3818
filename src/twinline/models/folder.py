"""A model as a folder: ``model.npz`` and ``card.json``."""

from pathlib import Path

import orjson

from twinline.models.model import FILE_BYTES_MAX, Card, FileBroken
from twinline.nlp import semantic

FILE, CARD = "model.npz", "card.json"


def save_model(folder: Path, model: semantic.TextModel, card: Card) -> None:
    """Write both, making the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(semantic.dump_text_model(model))
    (folder / CARD).write_bytes(orjson.dumps(card, option=orjson.OPT_INDENT_2))


def load_saved(path: Path) -> semantic.TextModel:
    """The model of a folder, or of the file itself. Raises FileBroken, nlp.BadModel."""
    file = path / FILE if path.is_dir() else path
    if not file.is_file() or file.stat().st_size > FILE_BYTES_MAX:
        raise FileBroken(name=str(path))
    return semantic.load_text_model(file.read_bytes())

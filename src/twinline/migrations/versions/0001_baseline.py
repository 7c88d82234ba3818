"""Baseline: the spine's tables, and Procrastinate's job tables.

Revision ID: 0001
"""

from importlib.resources import files

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    baseline = files("twinline.migrations.versions").joinpath("0001_baseline.sql").read_text("utf-8")
    cursor = op.get_bind().connection.cursor()
    for script in (baseline, SchemaManager.get_schema()):
        cursor.execute(script)

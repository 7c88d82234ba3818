"""Codes that nobody has mapped and the messages that wait for them; refusals that are counted, not only kept.

Revision ID: 0012
"""

from importlib.resources import files

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0012_mapping.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

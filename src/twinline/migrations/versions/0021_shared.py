"""Which appeals are exchanged with a peer, and which attachments are new.

Revision ID: 0021
"""

from importlib.resources import files

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0021_shared.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

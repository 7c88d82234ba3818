"""Trials: replays of drafts over real decisions, shadow judgements, drift, and reason codes of overrides.

Revision ID: 0006
"""

from importlib.resources import files

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0006_trials.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

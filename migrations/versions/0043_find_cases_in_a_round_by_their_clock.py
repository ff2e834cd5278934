"""The cases in a round of signatures are found by an index of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

BEFORE_THE_AGENCIES = sa.text("status = 'awaiting_approval'")


def upgrade() -> None:
    op.create_index(
        "ix_cases_round",
        "cases",
        ["due_at", "id"],
        sqlite_where=BEFORE_THE_AGENCIES,
        postgresql_where=BEFORE_THE_AGENCIES,
    )


def downgrade() -> None:
    op.drop_index("ix_cases_round", "cases")

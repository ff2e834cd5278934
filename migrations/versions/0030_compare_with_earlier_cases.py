"""A finding says why its measures are unusual, and the earlier cases that tell it are found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

JUDGED_AND_CLOSED = sa.text(
    "outcome IN ('substantiated', 'partly', 'resolved_by_platform', 'unsubstantiated', 'insufficient') "
    "AND status = 'closed'"
)


def upgrade() -> None:
    with op.batch_alter_table("findings") as batch:
        batch.add_column(sa.Column("departure", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("findings") as batch:
        batch.alter_column("departure", server_default=None)
    op.create_index(
        "ix_cases_precedents",
        "cases",
        ["category", "priority", "closed_at", "id"],
        sqlite_where=JUDGED_AND_CLOSED,
        postgresql_where=JUDGED_AND_CLOSED,
    )


def downgrade() -> None:
    op.drop_index("ix_cases_precedents", "cases")
    with op.batch_alter_table("findings") as batch:
        batch.drop_column("departure")

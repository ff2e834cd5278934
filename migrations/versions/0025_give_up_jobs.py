"""A failed job that somebody gave up, and indexes of the lists of jobs."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("jobs") as batch:
        batch.add_column(sa.Column("given_up_at", UtcDateTime(), nullable=True))
        batch.create_check_constraint(
            op.f("ck_jobs_given_up_has_failed"), "given_up_at IS NULL OR failed_at IS NOT NULL"
        )
    for name, columns, where in (
        ("ix_jobs_failed", ["failed_at", "id"], sa.text("failed_at IS NOT NULL")),
        ("ix_jobs_done_kind", ["kind", "done_at", "id"], sa.text("done_at IS NOT NULL")),
    ):
        op.create_index(name, "jobs", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """What was given up has then failed, and can be tried again."""
    op.drop_index("ix_jobs_done_kind", "jobs")
    op.drop_index("ix_jobs_failed", "jobs")
    with op.batch_alter_table("jobs") as batch:
        batch.drop_constraint(op.f("ck_jobs_given_up_has_failed"), type_="check")
        batch.drop_column("given_up_at")

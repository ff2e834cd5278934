"""The portal looks again by itself at what was carried out: planned with the receipt, three times."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JOBS = sa.table("jobs", sa.column("kind"))


def upgrade() -> None:
    op.create_table(
        "rechecks",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("task_id", NUMBER, nullable=False),
        sa.Column("span", sa.String(40), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("looked_at", UtcDateTime(), nullable=True),
        sa.Column("result", sa.String(40), nullable=True),
        sa.Column("why", sa.String(40), nullable=True),
        sa.CheckConstraint(
            "(looked_at IS NULL) = (result IS NULL) AND (looked_at IS NULL) = (why IS NULL)",
            name=op.f("ck_rechecks_look_is_whole"),
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_rechecks_task_id_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rechecks")),
        sa.UniqueConstraint("task_id", "span", name=op.f("uq_rechecks_task_id_span")),
    )


def downgrade() -> None:
    """The jobs that would look have nothing to look at."""
    op.execute(sa.delete(JOBS).where(JOBS.c.kind == "recheck"))
    op.drop_table("rechecks")

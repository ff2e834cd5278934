"""Queued work and kept figures."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", DOCUMENT, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("run_at", MOMENT, nullable=False),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("failed_at", MOMENT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.CheckConstraint("done_at IS NULL OR failed_at IS NULL", name=op.f("ck_jobs_one_end")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("key", name=op.f("uq_jobs_key")),
    )
    op.create_index("ix_jobs_waiting", "jobs", ["done_at", "failed_at", "run_at", "id"], unique=False)
    op.create_table(
        "counter_deltas",
        sa.Column("id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=3), nullable=False),
        sa.Column("measure", sa.String(length=3), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("platform_id", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_deltas")),
    )
    op.create_index(op.f("ix_counter_deltas_figure_day"), "counter_deltas", ["figure", "day"], unique=False)


def downgrade() -> None:
    op.drop_table("counter_deltas")
    op.drop_table("jobs")

"""Sums of the folded counters, and what each closing counted."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "counter_sums",
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=3), nullable=False),
        sa.Column("measure", sa.String(length=3), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("platform_id", ID, autoincrement=False, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.PrimaryKeyConstraint(
            "period", "figure", "category", "measure", "outcome", "platform_id", name=op.f("pk_counter_sums")
        ),
    )
    op.create_table(
        "closing_counts",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=3), nullable=False),
        sa.Column("platform_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_closing_counts_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "figure", "outcome", name=op.f("pk_closing_counts")),
    )
    op.drop_index(op.f("ix_counter_deltas_figure_day"), table_name="counter_deltas")
    op.create_index(op.f("ix_counter_deltas_day"), "counter_deltas", ["day"])


def downgrade() -> None:
    op.drop_index(op.f("ix_counter_deltas_day"), table_name="counter_deltas")
    op.create_index(op.f("ix_counter_deltas_figure_day"), "counter_deltas", ["figure", "day"])
    op.drop_table("closing_counts")
    op.drop_table("counter_sums")

"""Sums cut along one dimension, so that a page reads few; days keep all dimensions."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CUTS = ("category", "measure", "outcome", "platform_id")
DIMENSIONS = "figure, category, measure, outcome, platform_id"


def dimensions() -> list[sa.Column]:
    return [
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=3), nullable=False),
        sa.Column("measure", sa.String(length=3), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("platform_id", ID, autoincrement=False, nullable=False),
        sa.Column("amount", ID, nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "counter_days",
        sa.Column("day", sa.Date(), nullable=False),
        *dimensions(),
        sa.PrimaryKeyConstraint(
            "day", "figure", "category", "measure", "outcome", "platform_id", name=op.f("pk_counter_days")
        ),
    )
    as_day = "period" if op.get_bind().dialect.name == "sqlite" else "CAST(period AS date)"
    op.execute(
        f"INSERT INTO counter_days (day, {DIMENSIONS}, amount)"  # noqa: S608  every name in it is this file's own
        f" SELECT {as_day}, {DIMENSIONS}, amount FROM counter_sums WHERE length(period) = 10"
    )
    op.create_table(
        "cut_sums",
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("cut", sa.String(length=20), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.PrimaryKeyConstraint("period", "cut", "figure", "key", name=op.f("pk_cut_sums")),
    )
    for cut in CUTS:
        op.execute(
            "INSERT INTO cut_sums (period, cut, figure, key, amount)"  # noqa: S608  every name in it is this file's own
            f" SELECT period, '{cut}', figure, CAST({cut} AS varchar(40)), sum(amount) FROM counter_sums"
            f" WHERE length(period) < 10 AND CAST({cut} AS varchar(40)) <> '' GROUP BY period, figure, {cut}"
        )
    op.drop_table("counter_sums")
    op.rename_table("cut_sums", "counter_sums")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX pk_cut_sums RENAME TO pk_counter_sums")


def downgrade() -> None:
    op.drop_table("counter_sums")
    op.create_table(
        "counter_sums",
        sa.Column("period", sa.String(length=10), nullable=False),
        *dimensions(),
        sa.PrimaryKeyConstraint(
            "period", "figure", "category", "measure", "outcome", "platform_id", name=op.f("pk_counter_sums")
        ),
    )
    periods = {
        "sqlite": (
            "day",
            "strftime('%Y-%m', day)",
            "strftime('%Y', day) || '-Q' || ((CAST(strftime('%m', day) AS integer) + 2) / 3)",
        ),
        "postgresql": ("to_char(day, 'YYYY-MM-DD')", "to_char(day, 'YYYY-MM')", "to_char(day, 'YYYY\"-Q\"Q')"),
    }[op.get_bind().dialect.name]
    for period in (*periods, "'all'"):
        op.execute(
            f"INSERT INTO counter_sums (period, {DIMENSIONS}, amount)"  # noqa: S608  every name in it is this file's own
            f" SELECT {period}, {DIMENSIONS}, sum(amount) FROM counter_days GROUP BY 1, 2, 3, 4, 5, 6"
        )
    op.drop_table("counter_days")

"""Figures of tips and cases as they were published, month by month."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "published_months",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_published_months")),
    )
    op.create_table(
        "published_figures",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("sheet", sa.String(40), nullable=False),
        sa.Column("figure", sa.String(40), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("month", "sheet", "figure", "key", name=op.f("pk_published_figures")),
    )


def downgrade() -> None:
    op.drop_table("published_figures")
    op.drop_table("published_months")

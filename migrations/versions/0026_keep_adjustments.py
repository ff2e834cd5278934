"""What the operator adjusts while the portal runs, and the count by which each process sees that its memory is old."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from portal.extensions import UtcDateTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "adjustments",
        sa.Column("adjusts", sa.String(40), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["changed_by_id"], ["users.id"], name=op.f("fk_adjustments_changed_by_id_users")),
        sa.PrimaryKeyConstraint("adjusts", "name", name=op.f("pk_adjustments")),
    )
    op.create_index("ix_adjustments_changed_by_id", "adjustments", ["changed_by_id"])
    op.create_table(
        "adjustment_count",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("changes", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment_count")),
    )


def downgrade() -> None:
    op.drop_table("adjustment_count")
    op.drop_table("adjustments")

"""Which clerk entered which tip for a caller, and how the call ended."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "assisted_entries",
        sa.Column("tip_id", ROW_NUMBER, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("user_id", ROW_NUMBER, nullable=False),
        sa.Column("organization_id", ROW_NUMBER, nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("call_end", sa.String(40), nullable=True),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (call_end IS NULL)", name=op.f("ck_assisted_entries_end_with_its_time")
        ),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_assisted_entries_tip_id_tips")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_assisted_entries_user_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_assisted_entries_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("tip_id", name=op.f("pk_assisted_entries")),
    )
    op.create_index("ix_assisted_entries_user_id_at", "assisted_entries", ["user_id", "at"])
    op.create_index("ix_assisted_entries_organization_id", "assisted_entries", ["organization_id"])


def downgrade() -> None:
    op.drop_table("assisted_entries")

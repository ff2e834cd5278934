"""Texts with which an organization's colleagues begin a reason."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "reason_templates",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("organization_id", ROW_NUMBER, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("category", sa.String(3), nullable=True),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("words_zh", sa.Text(), nullable=False),
        sa.Column("words_en", sa.Text(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("written_by_id", ROW_NUMBER, nullable=True),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("words_zh <> ''", name=op.f("ck_reason_templates_has_words")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_reason_templates_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["users.id"], name=op.f("fk_reason_templates_written_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason_templates")),
    )
    op.create_index(
        "ix_reason_templates_organization_id_action_title_id",
        "reason_templates",
        ["organization_id", "action", "title", "id"],
    )
    op.create_index("ix_reason_templates_written_by_id", "reason_templates", ["written_by_id"])


def downgrade() -> None:
    op.drop_table("reason_templates")

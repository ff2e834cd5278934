"""What was sealed of a case for an authority outside."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHOLE = (
    "(sealed_at IS NULL) = (stored_name IS NULL) AND (sealed_at IS NULL) = (size IS NULL)"
    " AND (sealed_at IS NULL) = (sha256 IS NULL) AND (sealed_at IS NULL) = (seal IS NULL)"
)


def upgrade() -> None:
    op.create_table(
        "sealed_packages",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("hand_over_id", NUMBER, nullable=False),
        sa.Column("with_files", sa.Boolean(), nullable=False),
        sa.Column("ordered_by_id", NUMBER, nullable=False),
        sa.Column("ordered_at", UtcDateTime(), nullable=False),
        sa.Column("sealed_at", UtcDateTime(), nullable=True),
        sa.Column("stored_name", sa.String(64), nullable=True),
        sa.Column("size", NUMBER, nullable=True),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("seal", sa.String(64), nullable=True),
        sa.CheckConstraint(WHOLE, name=op.f("ck_sealed_packages_sealed_is_whole")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_sealed_packages_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["hand_over_id"], ["hand_overs.id"], name=op.f("fk_sealed_packages_hand_over_id_hand_overs")
        ),
        sa.ForeignKeyConstraint(["ordered_by_id"], ["users.id"], name=op.f("fk_sealed_packages_ordered_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_packages")),
        sa.UniqueConstraint("case_id", "version", name=op.f("uq_sealed_packages_case_id_version")),
        sa.UniqueConstraint("stored_name", name=op.f("uq_sealed_packages_stored_name")),
    )
    op.create_index("ix_sealed_packages_hand_over_id", "sealed_packages", ["hand_over_id"])
    op.create_index("ix_sealed_packages_ordered_by_id", "sealed_packages", ["ordered_by_id"])


def downgrade() -> None:
    op.drop_table("sealed_packages")

"""Who stays out of which case because of a conflict of interest."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CONFLICT = sa.Enum("interest", "relation", "earlier_part", "other", name="conflict", native_enum=False, length=40)
ORIGIN = sa.Enum("declared", "own_head", "lead_head", name="origin", native_enum=False, length=40)
STANDS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "exclusions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("conflict", CONFLICT, nullable=False),
        sa.Column("origin", ORIGIN, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", NUMBER, nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by_id", NUMBER, nullable=True),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name=op.f("ck_exclusions_end_is_whole")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_exclusions_case_id_cases")),
        sa.ForeignKeyConstraint(["person_id"], ["users.id"], name=op.f("fk_exclusions_person_id_users")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_exclusions_made_by_id_users")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["users.id"], name=op.f("fk_exclusions_ended_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusions")),
    )
    op.create_index(
        "uq_exclusions_standing",
        "exclusions",
        ["case_id", "person_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_index("ix_exclusions_case_id_id", "exclusions", ["case_id", "id"])
    op.create_index("ix_exclusions_person_id_case_id", "exclusions", ["person_id", "case_id"])
    op.create_index("ix_exclusions_made_by_id", "exclusions", ["made_by_id"])
    op.create_index("ix_exclusions_ended_by_id", "exclusions", ["ended_by_id"])


def downgrade() -> None:
    op.drop_table("exclusions")

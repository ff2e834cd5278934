"""Which tips went from one case to another, so that their reporters read on where they stood."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COLUMNS = ("tip_id", "from_case_id", "to_case_id")


def upgrade() -> None:
    op.create_table(
        "tip_moves",
        sa.Column("id", ID, nullable=False),
        *(sa.Column(column, ID, nullable=False) for column in COLUMNS),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_tip_moves_tip_id_tips")),
        sa.ForeignKeyConstraint(["from_case_id"], ["cases.id"], name=op.f("fk_tip_moves_from_case_id_cases")),
        sa.ForeignKeyConstraint(["to_case_id"], ["cases.id"], name=op.f("fk_tip_moves_to_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip_moves")),
    )
    for column in COLUMNS:
        op.create_index(op.f(f"ix_tip_moves_{column}"), "tip_moves", [column])


def downgrade() -> None:
    op.drop_table("tip_moves")

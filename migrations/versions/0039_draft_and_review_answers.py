"""Inside an agency an answer is drafted and reviewed before it is signed, where the agency wants that."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

WORD = sa.String(40)
ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("organizations") as table:
        table.add_column(sa.Column("signing_levels", ROW_NUMBER, nullable=False, server_default="1"))
        table.create_check_constraint(
            op.f("ck_organizations_signing_levels_are_three_at_most"), "signing_levels BETWEEN 1 AND 3"
        )
    op.create_table(
        "answer_drafts",
        sa.Column("case_id", ROW_NUMBER, nullable=False),
        sa.Column("round", ROW_NUMBER, nullable=False),
        sa.Column("agency_id", ROW_NUMBER, nullable=False),
        sa.Column("vote", WORD, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("drafted_by_id", ROW_NUMBER, nullable=False),
        sa.Column("drafted_at", UtcDateTime(), nullable=False),
        sa.Column("reviewed_by_id", ROW_NUMBER, nullable=True),
        sa.Column("reviewed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(reviewed_by_id IS NULL) = (reviewed_at IS NULL)", name=op.f("ck_answer_drafts_review_is_whole")
        ),
        sa.CheckConstraint(
            "vote IN ('approved', 'returned')", name=op.f("ck_answer_drafts_answer_is_one_an_agency_gives")
        ),
        sa.ForeignKeyConstraint(
            ["case_id", "round", "agency_id"],
            ["approvals.case_id", "approvals.round", "approvals.agency_id"],
            name=op.f("fk_answer_drafts_case_id_approvals"),
        ),
        sa.ForeignKeyConstraint(["drafted_by_id"], ["users.id"], name=op.f("fk_answer_drafts_drafted_by_id_users")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["users.id"], name=op.f("fk_answer_drafts_reviewed_by_id_users")),
        sa.PrimaryKeyConstraint("case_id", "round", "agency_id", name=op.f("pk_answer_drafts")),
    )
    op.create_index("ix_answer_drafts_drafted_by_id", "answer_drafts", ["drafted_by_id"])
    op.create_index("ix_answer_drafts_reviewed_by_id", "answer_drafts", ["reviewed_by_id"])


def downgrade() -> None:
    op.drop_table("answer_drafts")
    with op.batch_alter_table("organizations") as table:
        table.drop_constraint(op.f("ck_organizations_signing_levels_are_three_at_most"), type_="check")
        table.drop_column("signing_levels")

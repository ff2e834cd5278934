"""Queues that stay fast, the words of steps, and the place of a tip within its case."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT_THE_DESK = {
    "sqlite_where": sa.text("status IN ('submitted', 'verifying')"),
    "postgresql_where": sa.text("status IN ('submitted', 'verifying')"),
}


def upgrade() -> None:
    op.create_table(
        "step_reasons",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("sequence", ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id", "sequence"],
            ["ledger_entries.case_id", "ledger_entries.sequence"],
            name=op.f("fk_step_reasons_case_id_ledger_entries"),
        ),
        sa.PrimaryKeyConstraint("case_id", "sequence", name=op.f("pk_step_reasons")),
    )
    op.create_index("ix_cases_desk", "cases", ["holder_id", "due_at", "id"], **AT_THE_DESK)
    op.create_index("ix_cases_desk_priority", "cases", ["holder_id", "priority", "due_at", "id"], **AT_THE_DESK)
    op.create_index("ix_cases_desk_category", "cases", ["holder_id", "category", "due_at", "id"], **AT_THE_DESK)
    op.create_index("ix_cases_holder_closed", "cases", ["holder_id", "closed_at", "id"])
    op.add_column("tip_cases", sa.Column("in_case", ID, nullable=True))
    op.execute(
        "UPDATE tip_cases SET in_case = (SELECT count(*) FROM tip_cases AS other"
        " WHERE other.case_id = tip_cases.case_id AND other.tip_id <= tip_cases.tip_id)"
    )
    with op.batch_alter_table("tip_cases") as batch:
        batch.alter_column("in_case", existing_type=ID, nullable=False)
        batch.create_unique_constraint(op.f("uq_tip_cases_case_id_in_case"), ["case_id", "in_case"])


def downgrade() -> None:
    with op.batch_alter_table("tip_cases") as batch:
        batch.drop_constraint(op.f("uq_tip_cases_case_id_in_case"), type_="unique")
        batch.drop_column("in_case")
    for name in ("ix_cases_holder_closed", "ix_cases_desk_category", "ix_cases_desk_priority", "ix_cases_desk"):
        op.drop_index(name, table_name="cases")
    op.drop_table("step_reasons")

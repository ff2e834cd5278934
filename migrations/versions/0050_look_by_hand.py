"""A colleague can look at a measure as often as it takes; a look that is planned stays one of its kind."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

PLANNED = sa.text("span <> 'by_hand'")


def upgrade() -> None:
    with op.batch_alter_table("rechecks") as table:
        table.drop_constraint(op.f("uq_rechecks_task_id_span"), type_="unique")
    op.create_index(
        "uq_rechecks_planned",
        "rechecks",
        ["task_id", "span"],
        unique=True,
        sqlite_where=PLANNED,
        postgresql_where=PLANNED,
    )
    op.create_index("ix_rechecks_task_id", "rechecks", ["task_id"])


def downgrade() -> None:
    op.drop_index("ix_rechecks_task_id", "rechecks")
    op.drop_index("uq_rechecks_planned", "rechecks")
    op.execute("DELETE FROM rechecks WHERE span IN ('by_hand', 'before_end')")
    with op.batch_alter_table("rechecks") as table:
        table.create_unique_constraint(op.f("uq_rechecks_task_id_span"), ["task_id", "span"])

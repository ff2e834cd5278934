"""An index by the moment of assignment, so that the newest cases of a desk are found without its whole queue."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

WAITS = "status IN ('submitted', 'verifying')"
AT_THE_DESK = {"sqlite_where": sa.text(WAITS), "postgresql_where": sa.text(WAITS)}


def upgrade() -> None:
    op.create_index("ix_cases_desk_assigned", "cases", ["holder_id", "assigned_at", "id"], **AT_THE_DESK)


def downgrade() -> None:
    op.drop_index("ix_cases_desk_assigned", table_name="cases")

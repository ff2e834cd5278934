"""An index of the appeals of an agency by when they are due, so that its list never reads what is decided."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_cases_appeals", "cases", ["appeal_agency_id", "status", "due_at", "id"])
    op.drop_index("ix_cases_appeal_agency_id", table_name="cases")


def downgrade() -> None:
    op.create_index("ix_cases_appeal_agency_id", "cases", ["appeal_agency_id"])
    op.drop_index("ix_cases_appeals", table_name="cases")

"""An appeal can be the respondent's, by a notice, and bring files of its own."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

FILES = sa.table("attachments", sa.column("appeal_id"), sa.column("dies_at", UtcDateTime()))
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DRAFT_DIES = op.f("ck_attachments_draft_dies")
ONE_PLACE = op.f("ck_attachments_one_place")
ONE_SIDE = op.f("ck_appeals_one_side")
OF_APPEAL = op.f("fk_attachments_appeal_id_appeals")
OF_NOTICE = op.f("fk_appeals_notice_id_decision_notices")


def upgrade() -> None:
    with op.batch_alter_table("appeals") as batch:
        batch.add_column(sa.Column("notice_id", NUMBER, nullable=True))
        batch.create_foreign_key(OF_NOTICE, "decision_notices", ["notice_id"], ["id"])
        batch.create_check_constraint(ONE_SIDE, "tip_id IS NULL OR notice_id IS NULL")
    op.create_index("ix_appeals_notice_id", "appeals", ["notice_id"])
    with op.batch_alter_table("attachments") as batch:
        batch.add_column(sa.Column("appeal_id", NUMBER, nullable=True))
        batch.create_foreign_key(OF_APPEAL, "appeals", ["appeal_id"], ["id"])
        batch.drop_constraint(DRAFT_DIES, type_="check")
        batch.drop_constraint(ONE_PLACE, type_="check")
        batch.create_check_constraint(
            DRAFT_DIES, "(tip_id IS NULL AND task_id IS NULL AND appeal_id IS NULL) = (dies_at IS NOT NULL)"
        )
        batch.create_check_constraint(
            ONE_PLACE,
            "(tip_id IS NULL OR task_id IS NULL) AND (appeal_id IS NULL OR (tip_id IS NULL AND task_id IS NULL))",
        )
    op.create_index("ix_attachments_appeal_id", "attachments", ["appeal_id"])


def downgrade() -> None:
    """Files of objections have no place before this, and the log may name them: they are drafts of no form."""
    op.execute(sa.update(FILES).where(FILES.c.appeal_id.is_not(None)).values(appeal_id=None, dies_at=NEVER))
    op.drop_index("ix_attachments_appeal_id", "attachments")
    with op.batch_alter_table("attachments") as batch:
        batch.drop_constraint(ONE_PLACE, type_="check")
        batch.drop_constraint(DRAFT_DIES, type_="check")
        batch.create_check_constraint(DRAFT_DIES, "(tip_id IS NULL AND task_id IS NULL) = (dies_at IS NOT NULL)")
        batch.create_check_constraint(ONE_PLACE, "tip_id IS NULL OR task_id IS NULL")
        batch.drop_constraint(OF_APPEAL, type_="foreignkey")
        batch.drop_column("appeal_id")
    op.drop_index("ix_appeals_notice_id", "appeals")
    with op.batch_alter_table("appeals") as batch:
        batch.drop_constraint(ONE_SIDE, type_="check")
        batch.drop_constraint(OF_NOTICE, type_="foreignkey")
        batch.drop_column("notice_id")

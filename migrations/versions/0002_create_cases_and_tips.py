"""Targets, cases with their ledger, and tips with what belongs to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(40)
DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "targets",
        sa.Column("id", ID, nullable=False),
        sa.Column("type", WORD, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.Column("display", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("host_id", ID, nullable=True),
        sa.Column("provider_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["organizations.id"], name=op.f("fk_targets_host_id_organizations")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["organizations.id"], name=op.f("fk_targets_provider_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
        sa.UniqueConstraint("key", name=op.f("uq_targets_key")),
    )
    op.create_index(op.f("ix_targets_host_id"), "targets", ["host_id"], unique=False)
    op.create_index(op.f("ix_targets_provider_id"), "targets", ["provider_id"], unique=False)
    op.create_table(
        "cases",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_number", sa.String(length=20), nullable=False),
        sa.Column("target_id", ID, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("outcome", WORD, nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=3), nullable=False),
        sa.Column("priority", WORD, nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("holder_id", ID, nullable=False),
        sa.Column("lead_agency_id", ID, nullable=False),
        sa.Column("appeal_agency_id", ID, nullable=True),
        sa.Column("round", ID, nullable=False),
        sa.Column("returns", ID, nullable=False),
        sa.Column("sample", ID, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("assigned_at", MOMENT, nullable=False),
        sa.Column("status_since", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("paused_at", MOMENT, nullable=True),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("extended_at", MOMENT, nullable=True),
        sa.Column("escalated_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("claimed_by_id", ID, nullable=True),
        sa.Column("claimed_at", MOMENT, nullable=True),
        sa.Column("merged_into_id", ID, nullable=True),
        sa.Column("earlier_case_id", ID, nullable=True),
        sa.CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_cases_closed_has_its_time")),
        sa.CheckConstraint("(status = 'closed') = (due_at IS NULL)", name=op.f("ck_cases_open_has_a_clock")),
        sa.CheckConstraint(
            "outcome <> 'merged' OR merged_into_id IS NOT NULL", name=op.f("ck_cases_merged_names_where")
        ),
        sa.CheckConstraint("status <> 'closed' OR outcome IS NOT NULL", name=op.f("ck_cases_closed_has_outcome")),
        sa.CheckConstraint("(claimed_by_id IS NULL) = (claimed_at IS NULL)", name=op.f("ck_cases_claim_is_whole")),
        sa.ForeignKeyConstraint(
            ["appeal_agency_id"], ["organizations.id"], name=op.f("fk_cases_appeal_agency_id_organizations")
        ),
        sa.ForeignKeyConstraint(["claimed_by_id"], ["users.id"], name=op.f("fk_cases_claimed_by_id_users")),
        sa.ForeignKeyConstraint(["earlier_case_id"], ["cases.id"], name=op.f("fk_cases_earlier_case_id_cases")),
        sa.ForeignKeyConstraint(["holder_id"], ["organizations.id"], name=op.f("fk_cases_holder_id_organizations")),
        sa.ForeignKeyConstraint(
            ["lead_agency_id"], ["organizations.id"], name=op.f("fk_cases_lead_agency_id_organizations")
        ),
        sa.ForeignKeyConstraint(["merged_into_id"], ["cases.id"], name=op.f("fk_cases_merged_into_id_cases")),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_cases_target_id_targets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("case_number", name=op.f("uq_cases_case_number")),
    )
    op.create_index(op.f("ix_cases_appeal_agency_id"), "cases", ["appeal_agency_id"], unique=False)
    op.create_index(op.f("ix_cases_claimed_by_id"), "cases", ["claimed_by_id"], unique=False)
    op.create_index(op.f("ix_cases_closed_at_id"), "cases", ["closed_at", "id"], unique=False)
    op.create_index(op.f("ix_cases_earlier_case_id"), "cases", ["earlier_case_id"], unique=False)
    op.create_index(
        op.f("ix_cases_lead_agency_id_status_due_at_id"),
        "cases",
        ["lead_agency_id", "status", "due_at", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_cases_merged_into_id"), "cases", ["merged_into_id"], unique=False)
    op.create_index("ix_cases_open_by_due", "cases", ["due_at", "id"], unique=False)
    op.create_index("ix_cases_queue", "cases", ["holder_id", "due_at", "id"], unique=False)
    op.create_index("ix_cases_queue_status", "cases", ["holder_id", "status", "due_at", "id"], unique=False)
    op.create_index(op.f("ix_cases_target_id_status"), "cases", ["target_id", "status"], unique=False)
    op.create_table(
        "ledger_entries",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("sequence", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("actor_id", ID, nullable=True),
        sa.Column("organization_id", ID, nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("status_before", WORD, nullable=True),
        sa.Column("status_after", WORD, nullable=False),
        sa.Column("body", DOCUMENT, nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(body IS NULL) = (salt IS NULL)", name=op.f("ck_ledger_entries_body_with_salt")),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_ledger_entries_actor_id_users")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_ledger_entries_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_ledger_entries_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("case_id", "sequence", name=op.f("pk_ledger_entries")),
    )
    op.create_index(op.f("ix_ledger_entries_actor_id"), "ledger_entries", ["actor_id"], unique=False)
    op.create_index(
        op.f("ix_ledger_entries_case_id_organization_id"),
        "ledger_entries",
        ["case_id", "organization_id"],
        unique=False,
    )
    op.create_index(op.f("ix_ledger_entries_organization_id"), "ledger_entries", ["organization_id"], unique=False)
    op.create_table(
        "tips",
        sa.Column("id", ID, nullable=False),
        sa.Column("tip_number", sa.String(length=20), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("code_key_id", sa.String(length=20), nullable=True),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("idempotency_hash", sa.LargeBinary(), nullable=True),
        sa.Column("body_hmac", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("source", sa.String(length=80), nullable=True),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("category", sa.String(length=3), nullable=False),
        sa.Column("urgency", DOCUMENT, nullable=False),
        sa.Column("sectors", DOCUMENT, nullable=False),
        sa.Column("standing", WORD, nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.CheckConstraint("(code_hash IS NULL) = (code_key_id IS NULL)", name=op.f("ck_tips_code_with_its_key")),
        sa.CheckConstraint("(source IS NULL) = (external_id IS NULL)", name=op.f("ck_tips_source_with_external_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tips")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_tips_code_hash")),
        sa.UniqueConstraint("idempotency_hash", name=op.f("uq_tips_idempotency_hash")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_tips_source_external_id")),
        sa.UniqueConstraint("tip_number", name=op.f("uq_tips_tip_number")),
    )
    op.create_index(op.f("ix_tips_received_at"), "tips", ["received_at"], unique=False)
    op.create_table(
        "tip_cases",
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("target_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("entered", sa.Text(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("shown_from", MOMENT, nullable=False),
        sa.Column("outcome", WORD, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tip_cases_case_id_cases")),
        sa.ForeignKeyConstraint(["target_id"], ["targets.id"], name=op.f("fk_tip_cases_target_id_targets")),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_tip_cases_tip_id_tips")),
        sa.PrimaryKeyConstraint("tip_id", "case_id", name=op.f("pk_tip_cases")),
    )
    op.create_index(op.f("ix_tip_cases_case_id_tip_id"), "tip_cases", ["case_id", "tip_id"], unique=False)
    op.create_index(op.f("ix_tip_cases_target_id"), "tip_cases", ["target_id"], unique=False)
    op.create_table(
        "reporter_contacts",
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("notify_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("notify_key_id", sa.String(length=20), nullable=True),
        sa.Column("notify_consent_at", MOMENT, nullable=True),
        sa.Column("identity_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("identity_key_id", sa.String(length=20), nullable=True),
        sa.Column("identity_consent_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(identity_sealed IS NULL) = (identity_consent_at IS NULL)",
            name=op.f("ck_reporter_contacts_identity_by_consent"),
        ),
        sa.CheckConstraint(
            "(notify_sealed IS NULL) = (notify_consent_at IS NULL)", name=op.f("ck_reporter_contacts_notify_by_consent")
        ),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_reporter_contacts_tip_id_tips")),
        sa.PrimaryKeyConstraint("tip_id", name=op.f("pk_reporter_contacts")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", ID, nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("tip_id", ID, nullable=True),
        sa.Column("draft_key", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("dies_at", MOMENT, nullable=True),
        sa.CheckConstraint("(tip_id IS NULL) = (dies_at IS NOT NULL)", name=op.f("ck_attachments_draft_dies")),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_attachments_tip_id_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("stored_name", name=op.f("uq_attachments_stored_name")),
    )
    op.create_index(op.f("ix_attachments_dies_at"), "attachments", ["dies_at"], unique=False)
    op.create_index(op.f("ix_attachments_draft_key"), "attachments", ["draft_key"], unique=False)
    op.create_index(op.f("ix_attachments_tip_id"), "attachments", ["tip_id"], unique=False)
    op.create_table(
        "access_log",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("access", WORD, nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("attachment_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_access_log_attachment_id_attachments")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_access_log_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_access_log_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_access_log_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    op.create_index(op.f("ix_access_log_attachment_id"), "access_log", ["attachment_id"], unique=False)
    op.create_index(op.f("ix_access_log_case_id_id"), "access_log", ["case_id", "id"], unique=False)
    op.create_index(op.f("ix_access_log_organization_id"), "access_log", ["organization_id"], unique=False)
    op.create_index(op.f("ix_access_log_user_id_id"), "access_log", ["user_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("access_log")
    op.drop_table("attachments")
    op.drop_table("reporter_contacts")
    op.drop_table("tip_cases")
    op.drop_table("tips")
    op.drop_table("ledger_entries")
    op.drop_table("cases")
    op.drop_table("targets")

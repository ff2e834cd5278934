"""Each host of the routing registry that a platform carries says of what kind the platform is there."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

KINDS = ("social", "store", "marketplace", "hub", "code", "agents", "search", "sites", "other")
CHECK = op.f("ck_registry_entries_carrying_host_has_platform_kind")
KIND = sa.Enum(*KINDS, name="platformkind", native_enum=False, length=40)

ENTRIES = sa.table("registry_entries", *map(sa.column, ("kind", "value", "platform_id", "platform_kind")))
PLATFORMS = sa.table("organizations", *map(sa.column, ("id", "slug")))
CARRIED = (ENTRIES.c.kind != "app_id") & ENTRIES.c.platform_id.is_not(None)
SHIPPED = {
    "social": "douyin toutiao tiktok wechat qq kuaishou xiaohongshu weibo bilibili zhihu douban tieba telegram youtube x"
    " xingyun bailu",
    "store": "tencent-store app-store huawei-store xiaomi-store oppo-store vivo-store google-play lanhai",
    "marketplace": "taobao goofish jd pinduoduo",
    "hub": "modelscope liblib huggingface civitai",
    "code": "github gitee",
    "agents": "doubao coze jimeng yuanbao yuanqi keling wenxiaoyan qwen deepseek moonshot zhipu minimax chatgpt xingchen",
    "search": "baidu",
}
"""What is known of the platforms that a new portal knew before this; all others carry something else."""


def upgrade() -> None:
    with op.batch_alter_table("registry_entries") as batch:
        batch.add_column(sa.Column("platform_kind", KIND, nullable=True))
    op.execute(sa.update(ENTRIES).where(CARRIED).values(platform_kind="other"))
    for kind, slugs in SHIPPED.items():
        carriers = sa.select(PLATFORMS.c.id).where(PLATFORMS.c.slug.in_(slugs.split()))
        op.execute(sa.update(ENTRIES).where(CARRIED, ENTRIES.c.platform_id.in_(carriers)).values(platform_kind=kind))
    op.execute(sa.update(ENTRIES).where(CARRIED, ENTRIES.c.value == "github.io").values(platform_kind="sites"))
    with op.batch_alter_table("registry_entries") as batch:
        batch.create_check_constraint(
            CHECK, "(kind <> 'app_id' AND platform_id IS NOT NULL) = (platform_kind IS NOT NULL)"
        )


def downgrade() -> None:
    with op.batch_alter_table("registry_entries") as batch:
        batch.drop_constraint(CHECK, type_="check")
        batch.drop_column("platform_kind")

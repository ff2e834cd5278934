"""The joint desk (联合处置): agencies sign, measures become tasks, cases conclude, appeals are decided."""

from portal.disposal import (
    answer_routes,
    notice_routes,
    order_page,
    package_routes,
    printed_order_routes,
    routes,
    seen_routes,
    stay_routes,
    task_routes,
)
from portal.disposal.blueprint import blueprint

__all__ = [
    "answer_routes",
    "blueprint",
    "notice_routes",
    "order_page",
    "package_routes",
    "printed_order_routes",
    "routes",
    "seen_routes",
    "stay_routes",
    "task_routes",
]

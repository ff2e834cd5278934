"""The joint desk (联合处置): agencies sign, measures become tasks, cases conclude, appeals are decided."""

from portal.disposal import notice_routes, routes, task_routes
from portal.disposal.blueprint import blueprint

__all__ = ["blueprint", "notice_routes", "routes", "task_routes"]

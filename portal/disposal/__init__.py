"""The joint desk (联合处置): agencies sign, measures become tasks, cases conclude, appeals are decided."""

from portal.disposal import routes, task_routes
from portal.disposal.blueprint import blueprint

__all__ = ["blueprint", "routes", "task_routes"]

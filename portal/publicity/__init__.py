"""The public side: bulletins, figures, how it works, and the publisher's desk behind them."""

from portal.publicity.blueprint import blueprint
from portal.publicity.bulletins import routes as bulletin_routes
from portal.publicity.checking import routes as checking_routes
from portal.publicity.explaining import routes as explaining_routes
from portal.publicity.figures import routes as figures_routes
from portal.publicity.helping import routes as helping_routes
from portal.publicity.refuting import routes as refuting_routes
from portal.publicity.writing import routes as writing_routes

__all__ = [
    "blueprint",
    "bulletin_routes",
    "checking_routes",
    "explaining_routes",
    "figures_routes",
    "helping_routes",
    "refuting_routes",
    "writing_routes",
]

"""How the portal works and who runs it: pages printed from the tables that the work itself runs by."""

"""Help: short pages of tasks for everybody who works with the portal, with pictures that the tests take."""

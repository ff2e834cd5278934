"""Help: short pages of tasks for whoever reports, checks or decides, with pictures that the tests take."""

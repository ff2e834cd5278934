"""The calendar the clocks count on, for whoever runs the portal; a coming year is entered from its notice."""

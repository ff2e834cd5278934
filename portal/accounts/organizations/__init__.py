"""Organizations (单位): platforms, agencies and the operator, as the administration keeps them."""

"""The measures, as the administration sees them; who may order what stays in the rules."""

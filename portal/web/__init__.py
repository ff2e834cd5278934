"""How HTTP reaches a desk: access, transactions, errors, headers, limits, lists and languages."""

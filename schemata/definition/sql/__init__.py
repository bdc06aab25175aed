"""SQL in definitions: types, literals and expressions."""

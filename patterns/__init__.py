"""Rules as data: one TOML entry a rule, with its examples and counter-examples. extractor.rules reads them."""

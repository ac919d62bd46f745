"""The beats that `dateline init` can start from: each a dateline.toml."""

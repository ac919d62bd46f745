"""The sample newsroom: an invented month of news, served from this machine, to try everything on without a network.

Outlets, firms, people and events are made up: the texts lie in `reports/`, the outlets' habits in `outlets/`, and the
settings of the newsroom in `dateline.toml`.
"""

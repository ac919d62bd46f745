"""The record stage: what articles say (names, figures, quotes, events), each with its span, asked and compared."""

VERSION = "2"  # of what reading the facts gives: a change makes a newsroom read them anew

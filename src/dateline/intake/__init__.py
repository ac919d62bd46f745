"""Intake: visits sources, guards the network, and hands what it fetched to the archive before anything reads it."""

"""Dateline turns the news of a period into a finished issue of a digest."""

"""The issue: one data structure for every edition, drafted from picks, edited as Markdown, kept as issue.json."""

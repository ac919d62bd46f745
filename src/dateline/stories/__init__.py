"""The stories stage: articles in, the copies among them folded and the reports of one event together."""

VERSION = "2"  # of what placing gives: a change makes a newsroom place its articles anew

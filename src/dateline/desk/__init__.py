"""The desk: ranks stories for the beat, with reasons, and proposes what an issue should have."""

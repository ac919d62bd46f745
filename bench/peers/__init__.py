"""The readers that Dateline is measured against, and Dateline's own, each giving rows of the benchmark's contract."""

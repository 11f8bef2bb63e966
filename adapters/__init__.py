"""Chat platforms, one module or package each; they never meet a network or a queue. Empty so far."""

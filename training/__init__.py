"""Training of Heirloom's networks: degradation model, data, networks, one train script, export.

Only this package needs PyTorch (the extra ``training``); ``training.degradation`` runs without it.
"""

"""Training of Heirloom's networks: degradation model, data, networks, one train script, export.

Only this package needs PyTorch (the extra ``training``); ``training.degradation`` runs without it.
"""

import restoration  # noqa: F401 -- before ONNX Runtime, whose reports to its maker it switches off

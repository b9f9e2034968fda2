"""Keeps ONNX Runtime from telling its maker of its use: to be imported before it is.

Its builds for Linux send telemetry from native code unless this variable is set when it is loaded; they keep
an identifier, and what is still to be sent, in `~/.cache/Microsoft`. Readout tells nothing to anybody but
those whom it was set up for.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

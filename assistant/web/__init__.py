"""The server: the page, the API beside it, and the guard in front of both."""

import os

# Gradio reads this when it is imported; unset, it would look up its maker's hosts.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

"""The server: the page, the API beside it, and the guard in front of both."""

import os

# Gradio reads these when it is imported. It would look up its maker's hosts, and after each
# question sum up all earlier ones with pandas for a dashboard that is closed here.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"

"""The application, for a server to import: `uvicorn app:app`."""

from assistant.settings import Settings
from assistant.web.app import create_app

app = create_app(Settings())

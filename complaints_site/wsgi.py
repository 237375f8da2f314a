"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "complaints_site.settings")

application = get_wsgi_application()

from complaints.classify import load_aside  # noqa: E402 - needs the settings

load_aside()

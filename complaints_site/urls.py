"""The root of the URLs: the three apps, the admin, and what operators call."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from complaints_site import operations, parts

urlpatterns = [
    path("healthz", operations.healthz),
    path("readyz", operations.readyz),
    path("metrics", operations.metrics),
    # One sign-in for everybody, so that the second factor has no way round it.
    path(
        "admin/login/", login_not_required(RedirectView.as_view(pattern_name="complaints:sign_in", query_string=True))
    ),
    path("admin/", admin.site.urls),
    path("", include("knowledge_base.urls")),
    path("support/", include("support.urls")),
    path("api/v1/", include("complaints.api.urls")),
    path("", include("complaints.urls")),
]
if settings.DEBUG:
    urlpatterns.insert(0, path("parts/", parts.parts))  # every component of the look with its states

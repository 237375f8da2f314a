"""The schema for programs and the page of it for people; both are public and name no data."""

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny


@extend_schema(exclude=True)
class Schema(SpectacularAPIView):
    """OpenAPI 3; `?format=json` for JSON, `?lang=en` for English labels."""

    authentication_classes = []
    permission_classes = [AllowAny]


@login_not_required
@require_safe
@csp_update({"img-src": ["'self'", "data:"]})  # the arrows of the reader are pictures inside its style sheet
def docs(request):
    """The schema to read and to try; everything comes from this server."""
    return render(request, "complaints/api_docs.html")

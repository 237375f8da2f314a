"""What operators and load balancers ask: alive, ready to serve, and how it goes."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView
from prometheus_client import Gauge

from complaints.reports import team

# Of several processes the one that was asked last knows best.
ORPHANS = Gauge(
    "complaints_without_care", "Open complaints that nobody looks after.", ["kind"], multiprocess_mode="mostrecent"
)


@never_cache
@require_safe
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers; asks nothing else, so that a lost database restarts nobody."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and is migrated, otherwise 503 with the reason."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"ready": False, "reason": "database"}, status=503)
    if behind:
        return JsonResponse({"ready": False, "reason": "migrations"}, status=503)
    return JsonResponse({"ready": True})


@never_cache
@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """What the meters read; complaints that nobody looks after are counted at this moment (OW-03)."""
    try:
        for kind, count in team.orphan_counts(timezone.now()).items():
            ORPHANS.labels(kind).set(count)
    except DatabaseError:
        ORPHANS.clear()
    return ExportToDjangoView(request)

"""The addresses of API v1."""

from django.urls import path, re_path

from complaints.api import docs, views

app_name = "api"
urlpatterns = [
    path("schema/", docs.Schema.as_view(), name="schema"),
    path("docs/", docs.docs, name="docs"),
    path("complaints/", views.Complaints.as_view(), name="complaints"),
    path("complaints/<str:number>/", views.OneComplaint.as_view(), name="complaint"),
    path("complaints/<str:number>/messages/", views.Messages.as_view(), name="messages"),
    path("complaints/<str:number>/evidence/", views.EvidenceFiles.as_view(), name="evidence"),
    path("payments/", views.Payments.as_view(), name="payments"),
    re_path("", views.Unknown.as_view(), name="unknown"),
]

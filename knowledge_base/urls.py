"""The app's URLs."""

app_name = "knowledge_base"
urlpatterns = []

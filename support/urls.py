"""The app's URLs."""

app_name = "support"
urlpatterns = []

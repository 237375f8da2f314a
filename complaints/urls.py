"""The app's URLs."""

app_name = "complaints"
urlpatterns = []

"""What comes of a form or a button: done and said so, or the refusal where its reader looks."""

from django.contrib import messages

from complaints.lifecycle import Refused

UNPROCESSABLE = 422  # a form that comes back with its errors


def accepts(form, act):
    """Whether `act()` was done; a refusal stands on the form, and nothing typed is lost."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


def press(request, act, done=""):
    """Do what a button asks for: `act()`, then say `done`; or say why not. Returns whether it was done."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
        request.was_refused = True  # middleware.kept_drafts: what was typed for it is not done with
        return False
    if done:
        messages.success(request, done)
    return True

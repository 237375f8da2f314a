"""A list in tabs: the one that is asked for, a page of it, and the tabs with their counts."""

from complaints.views.paging import Place, capped_counts, page_of, page_url, told_count


def tabbed(params, lists, labels, *, first, uncounted="", size=50):
    """(rows, what the template shows) of the tab that `params` name, else of `first`; what narrows the lists stays.

    `lists` and `labels` are by name; `uncounted` names the tab, if any, whose rows are too many to be worth a count.
    """
    current = params.get("tab") if params.get("tab") in lists else first
    page = page_of(lists[current], Place.of(params), size)
    counts = capped_counts({name: rows for name, rows in lists.items() if name != uncounted})
    kept = params.copy()
    for gone in ("after", "before"):
        kept.pop(gone, None)
    tabs = []
    for name in lists:
        kept["tab"] = name
        count = told_count(counts[name]) if name in counts else None
        tabs.append({"label": labels[name], "url": f"?{kept.urlencode()}", "count": count, "current": name == current})
    return page.rows, {
        "tab": current,
        "tabs": tabs,
        "previous_url": page_url(params, before=page.previous),
        "next_url": page_url(params, after=page.next),
    }

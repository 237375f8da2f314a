"""More complaints than anybody wrote: templates of stories, filled differently for every number and seed."""


def stories(count, seed):
    """`count` generated stories, always the same ones for the same seed."""
    return []

"""The desk: Django's admin with the paper's own frame, navigation and search."""

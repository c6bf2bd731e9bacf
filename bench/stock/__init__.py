"""A stock Wagtail site with the same fields and the same page, to measure ours against."""

"""The section blocks of guides and manuals, derived from the Document's own parts."""

from .sections import GUIDE_SECTIONS, MANUAL_SECTIONS

__all__ = ["GUIDE_SECTIONS", "MANUAL_SECTIONS"]

"""The editor of guides and manuals: forms, panels, the list of sections."""

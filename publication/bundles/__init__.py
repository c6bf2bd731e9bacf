"""一件事: bundles of guides, agreed by their departments, filed, and shown as one."""

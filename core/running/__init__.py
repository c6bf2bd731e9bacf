"""What keeps the system running: long work, one at a time, and services that are away a while."""

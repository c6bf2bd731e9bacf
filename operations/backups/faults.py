"""What goes wrong with backups, each as a sentence that says what to do."""


class BackupError(Exception):
    """A backup, a restoration or a drill cannot be made; the message says why and what to do."""


class DamagedBackupError(BackupError):
    """A backup is not what it was when it was made; it is refused."""

"""The files that a Document names, found among a department's or noted as still to be uploaded."""

from core.models import DepartmentDocument


class DepartmentFiles:
    """Files of one department by the FileRefs of a Document; two queries for all of them."""

    def __init__(self, department, refs: list[dict]):
        self.department = department
        self._pks = {}
        self._stored = {}
        hashes = {ref["sha256"] for ref in refs}
        known = DepartmentDocument.objects.filter(department=department, sha256__in=hashes)
        for document in known.order_by("pk") if hashes else ():
            self._pks.setdefault(self._identity_of(document), document.pk)
            if document.file:
                self._stored[document.sha256] = document.file.name

    def pk_of(self, ref: dict) -> int:
        """Return the file's primary key; a file that is not here yet is noted without bytes."""
        identity = tuple(ref[name] for name in ("sha256", "name", "size", "media_type"))
        if identity not in self._pks:
            self._pks[identity] = self._noted(ref).pk
        return self._pks[identity]

    def _noted(self, ref):
        return DepartmentDocument.objects.create(
            department=self.department,
            title=ref["name"],
            original_name=ref["name"],
            sha256=ref["sha256"],
            file_size=ref["size"],
            media_type=ref["media_type"],
            # The same bytes under another name, if this department has them.
            file=self._stored.get(ref["sha256"], ""),
        )

    @staticmethod
    def _identity_of(document):
        return (
            document.sha256,
            document.filename,
            document.file_size or 0,
            document.media_type,
        )

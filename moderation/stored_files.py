"""Whether a department may file the files that its guide and manual name."""

from core.files.content_store import ContentStore, path_for
from core.files.ownership import stored_by, stored_by_others
from core.registries import withheld_contents
from guides.document import public_cut
from guides.document.file_refs import files_in
from guides.shared_parts.using import files_of_parts
from moderation import errors
from moderation.comparing.baseline import Baseline
from moderation.freeze import Frozen


def check_files(frozen: Frozen, base: Baseline) -> None:
    """Raise the SubmissionRefused that the files of a frozen draft are a reason for.

    Ids of choosers and imported hashes come from outside, so that the contents are asked for by
    their hash: the department must have stored them, unless what is filed under this code names
    them already, and what becomes public no other guide may hold as internal.
    """
    named = files_in([frozen.guide_data, frozen.manual_data])
    names = {ref["sha256"]: ref["name"] for ref in named}
    department_id, code = frozen.page.department_id, frozen.page.code
    # What a shared part names was admitted with the part.
    new = new_files(frozen, base) - files_of_parts(frozen.followed)
    if others := stored_by_others(department_id, new):
        raise errors.FilesOfOthers(len(others))
    if missing := (new - stored_by(department_id, new)) | _without_bytes(names):
        raise errors.FilesMissing(sorted(names[sha256] for sha256 in missing))
    public = {ref["sha256"] for ref in files_in(public_cut(frozen.guide))}
    if withheld := withheld_contents(code, public):
        raise errors.FilesWithheld(sorted(names[sha256] for sha256 in withheld))


def new_files(frozen: Frozen, base: Baseline) -> set[str]:
    """Return the SHA-256 of the files that a frozen draft names and what is filed does not."""
    named = {ref["sha256"] for ref in files_in([frozen.guide_data, frozen.manual_data])}
    return named - {ref["sha256"] for ref in files_in([base.guide, base.manual])}


def _without_bytes(hashes):
    store = ContentStore()
    return {sha256 for sha256 in hashes if not store.exists(path_for(sha256))}

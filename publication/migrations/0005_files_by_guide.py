"""Says of each published file which guides name it, read from what they have filed."""

import json

from django.db import migrations, models

FILE_KEYS = {"sha256", "name", "size", "media_type"}


def name_guides(apps, schema_editor):
    """Write a row for each code that names a file, in place of the one row for all."""
    files = apps.get_model("publication", "PublishedFile").objects
    if not files.exists():
        return
    versions = apps.get_model("publication", "PublishedVersion").objects.order_by("pk")
    texts = versions.values_list("code", "text", "public_text")
    for code, text, public_text in texts.iterator(chunk_size=200):
        public = {_identity(ref) for ref in _refs(public_text)}
        for ref in _refs(text):
            row, _is_new = files.get_or_create(
                code=code,
                sha256=ref["sha256"],
                name=ref["name"],
                defaults={
                    "media_type": ref["media_type"],
                    "size": ref["size"],
                    "is_public": False,
                },
            )
            if _identity(ref) in public and not row.is_public:
                files.filter(pk=row.pk).update(is_public=True)
    files.filter(code="").delete()


def _refs(text):
    return _files_in(json.loads(text)) if text else ()


def _files_in(data):
    if isinstance(data, dict):
        if data.keys() == FILE_KEYS:
            yield data
            return
        data = list(data.values())
    for value in data if isinstance(data, list) else ():
        yield from _files_in(value)


def _identity(ref):
    return ref["sha256"], ref["name"]


def forget_guides(apps, schema_editor):
    """Keep one row of each file, the public one where there is one."""
    files = apps.get_model("publication", "PublishedFile").objects
    seen = set()
    for pk, sha256, name in files.order_by("-is_public", "pk").values_list("pk", "sha256", "name"):
        if (sha256, name) in seen:
            files.filter(pk=pk).delete()
        seen.add((sha256, name))


class Migration(migrations.Migration):
    dependencies = [("publication", "0004_state_facets")]

    operations = [
        migrations.AddField(
            model_name="publishedfile",
            name="code",
            field=models.CharField(default="", max_length=120, verbose_name="code"),
            preserve_default=False,
        ),
        # reviewed: RemoveConstraint — the one below is narrower by the code and takes its place
        migrations.RemoveConstraint(
            model_name="publishedfile", name="one_row_a_published_file_and_name"
        ),
        migrations.AddConstraint(
            model_name="publishedfile",
            constraint=models.UniqueConstraint(
                fields=("sha256", "name", "code"), name="one_row_a_published_file_name_and_code"
            ),
        ),
        # reviewed: RunPython — reads every filed version once, when any of them names a file
        migrations.RunPython(name_guides, forget_guides),
    ]

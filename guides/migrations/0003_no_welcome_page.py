"""Takes Wagtail's own first page away: the explorer begins with the root of the guides.

The default Site pointed to it and now points to the root of the tree; nothing of ours is served
by a Site, and deleting its page would delete it.
"""

from django.db import migrations
from django.db.models import F


def take_away(apps, schema_editor):
    """Delete the untouched welcome page; one that was used stays."""
    Page = apps.get_model("wagtailcore", "Page")
    welcome = Page.objects.filter(
        depth=2, slug="home", numchild=0, title="Welcome to your new Wagtail site!"
    )
    page, root = welcome.first(), Page.objects.filter(depth=1).first()
    if page is None or root is None:
        return
    apps.get_model("wagtailcore", "Site").objects.filter(root_page=page).update(root_page=root)
    welcome.filter(pk=page.pk).delete()
    Page.objects.filter(pk=root.pk).update(numchild=F("numchild") - 1)


class Migration(migrations.Migration):
    dependencies = [("guides", "0002_branch_jobs"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(take_away, migrations.RunPython.noop)]

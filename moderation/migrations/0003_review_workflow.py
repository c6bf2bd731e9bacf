"""Makes the workflow of the four stages; it is started by `moderation.submit` only.

It is assigned to no page on purpose: then Wagtail's own screens find none to start. For the same
reason the workflow that Wagtail ships is taken off the root page and switched off.
"""

from django.db import migrations

WORKFLOW = "办事指南审核"
TASKS = [
    ("DepartmentReviewTask", "部门审核"),
    ("FormalReviewTask", "形式审查"),
    ("ComplianceReviewTask", "合规审查"),
    ("FilingTask", "备案"),
]


def make(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=WORKFLOW, active=True)
    steps = apps.get_model("wagtailcore", "WorkflowTask").objects
    for order, (model, name) in enumerate(TASKS):
        content_type, _created = content_types.get_or_create(
            app_label="moderation", model=model.lower()
        )
        task = apps.get_model("moderation", model).objects.create(
            name=name, active=True, content_type=content_type
        )
        steps.create(workflow=workflow, task_id=task.pk, sort_order=order)
    _stock(apps).update(active=False)
    apps.get_model("wagtailcore", "WorkflowPage").objects.all().delete()


def remove(apps, schema_editor):
    # reviewed: deletes workflow states with it; submissions and decisions do not hang on them
    tasks = [apps.get_model("moderation", model) for model, _name in TASKS]
    steps = apps.get_model("wagtailcore", "WorkflowTask").objects
    ours = [pk for task in tasks for pk in task.objects.values_list("pk", flat=True)]
    workflows = set(steps.filter(task_id__in=ours).values_list("workflow_id", flat=True))
    apps.get_model("wagtailcore", "Workflow").objects.filter(pk__in=workflows).delete()
    for task in tasks:
        task.objects.all().delete()
    stock = _stock(apps)
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    if root and stock.exists():
        stock.update(active=True)
        pages = apps.get_model("wagtailcore", "WorkflowPage").objects
        pages.get_or_create(page=root, defaults={"workflow": stock.first()})


def _stock(apps):
    """Return the workflows of group approval tasks: what Wagtail ships."""
    return apps.get_model("wagtailcore", "Workflow").objects.filter(
        workflow_tasks__task__content_type__model="groupapprovaltask"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0002_append_only"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make, remove)]

"""Who sees the versions of the difficulties and the health of the challenges, and who may put a version aside."""

from django.db import migrations

READERS, WRITERS = ["support", "métier", "super admin"], ["métier", "super admin"]
MODELS = ["bankversion", "challengehealth"]


def permission(apps, alias, verb, model):
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(alias)
        .get_or_create(app_label="assessments", model=model)
    )
    found, _ = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .get_or_create(
            content_type=content_type,
            codename=f"{verb}_{model}",
            defaults={"name": f"Can {verb} {apps.get_model('assessments', model)._meta.verbose_name}"},
        )
    )
    return found


def allow(apps, schema_editor):
    alias = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(alias)
    for group in groups.filter(name__in=READERS):
        group.permissions.add(*(permission(apps, alias, "view", model) for model in MODELS))
    for group in groups.filter(name__in=WRITERS):
        group.permissions.add(permission(apps, alias, "change", "bankversion"))


def forbid(apps, schema_editor):
    alias = schema_editor.connection.alias
    added = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .filter(content_type__app_label="assessments", content_type__model__in=MODELS)
    )
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=READERS):
        group.permissions.remove(*added)


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0003_bank_versions"),
        ("organisations", "0003_staff_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(allow, forbid)]

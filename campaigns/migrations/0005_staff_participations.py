"""«métier» and «super admin» delete a participation that a school asks them to, and create campaigns from a file."""

from django.db import migrations

GROUPS = ["métier", "super admin"]
RIGHTS = [("delete", "participation"), ("add", "campaign")]


def permissions(apps, alias):
    content_types = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    for verb, model in RIGHTS:
        content_type, _ = content_types.get_or_create(app_label="campaigns", model=model)
        name = f"Can {verb} {apps.get_model('campaigns', model)._meta.verbose_name}"
        yield (
            apps.get_model("auth", "Permission")
            .objects.using(alias)
            .get_or_create(content_type=content_type, codename=f"{verb}_{model}", defaults={"name": name})[0]
        )


def allow(apps, schema_editor):
    alias = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS):
        group.permissions.add(*permissions(apps, alias))


def forbid(apps, schema_editor):
    alias = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS):
        group.permissions.remove(*permissions(apps, alias))


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_profile_from_files"),
        ("organisations", "0003_staff_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(allow, forbid)]

"""«métier» and «super admin» may invite somebody into a space."""

from django.db import migrations

GROUPS = ["métier", "super admin"]


def allow(apps, schema_editor):
    alias = schema_editor.connection.alias
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(alias)
        .get_or_create(app_label="organisations", model="invitation")
    )
    permission, _ = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .get_or_create(content_type=content_type, codename="add_invitation", defaults={"name": "Can add invitation"})
    )
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS):
        group.permissions.add(permission)


def forbid(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    added = permissions.filter(content_type__app_label="organisations", codename="add_invitation")
    for group in groups.filter(name__in=GROUPS):
        group.permissions.remove(*added)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_invitations_by_digest")]

    operations = [migrations.RunPython(allow, forbid)]

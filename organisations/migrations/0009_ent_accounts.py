"""An ENT's identity of an account, as the team sees it; every group reads it."""

from django.db import migrations

GROUPS = ["support", "métier", "super admin"]


def permission(apps, alias):
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(alias)
        .get_or_create(app_label="organisations", model="entaccount")
    )
    found, _ = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .get_or_create(
            content_type=content_type,
            codename="view_entaccount",
            defaults={"name": "Can view connexion par un ENT"},
        )
    )
    return found


def allow(apps, schema_editor):
    alias = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS):
        group.permissions.add(permission(apps, alias))


def forbid(apps, schema_editor):
    alias = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS):
        group.permissions.remove(permission(apps, alias))


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0008_one_time_password"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="EntAccount",
            fields=[],
            options={
                "verbose_name": "connexion par un ENT",
                "verbose_name_plural": "connexions par un ENT",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("socialaccount.socialaccount",),
        ),
        migrations.RunPython(allow, forbid),
    ]

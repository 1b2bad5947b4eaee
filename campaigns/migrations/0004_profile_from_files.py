"""Where a profile comes from, apart from who may choose it: the team may make public ones, too."""

from django.db import migrations, models


def mark(apps, schema_editor):
    profiles = apps.get_model("campaigns", "TargetProfile").objects.using(schema_editor.connection.alias)
    profiles.filter(is_public=True).update(from_files=True)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_profile_lengths")]

    operations = [
        migrations.AddField(
            model_name="targetprofile",
            name="from_files",
            field=models.BooleanField(default=False, editable=False, verbose_name="vient de parcours.yaml"),
        ),
        migrations.AlterField(
            model_name="targetprofile",
            name="is_public",
            field=models.BooleanField(
                default=True,
                help_text="Proposé à tous les établissements, sans partage un par un.",
                verbose_name="public",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]

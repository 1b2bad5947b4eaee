"""Invitations named by a public identifier and known by the digest of their link; the day of a member's last visit."""

import hashlib
import uuid

from django.db import migrations, models

import organisations.models


def fill(apps, schema_editor):
    """Links already sent keep working: their digest is made of the link itself."""
    invitations = apps.get_model("organisations", "Invitation").objects.using(schema_editor.connection.alias)
    for invitation in invitations.all():
        invitation.public_id = uuid.uuid4()
        invitation.token_digest = hashlib.sha256(invitation.token_digest.encode()).hexdigest()
        invitation.save(update_fields=["public_id", "token_digest"])


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_staff_groups")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="last_visit_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="dernière visite le"),
        ),
        migrations.RenameField(model_name="invitation", old_name="token", new_name="token_digest"),
        migrations.AddField(
            model_name="invitation",
            name="public_id",
            field=models.UUIDField(editable=False, null=True, verbose_name="identifiant public"),
        ),
        # A link cannot be made again from its digest: going back leaves invitations to be sent again.
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="invitation",
            name="public_id",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="identifiant public"),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="token_digest",
            field=models.CharField(
                default=organisations.models.nobodys_digest, editable=False, max_length=64, unique=True
            ),
        ),
    ]

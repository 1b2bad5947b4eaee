from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0007_erasure")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="one_time_until",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="mot de passe à usage unique, valable jusqu’au"
            ),
        ),
    ]

"""Who may do what in the administration: «super admin», «métier», and «support», who only reads.

Permissions are usually written after all migrations; those of the groups are written here first, and Django then leaves
them as they are. A model that joins the administration later joins its groups by a migration of its own.
"""

from django.db import migrations

# App → models of the administration, those shown beside a row included.
MODELS = {
    "admin": ["logentry"],
    "socialaccount": ["socialaccount"],
    "organisations": [
        *(
            "organisation",
            "user",
            "membership",
            "invitation",
            "legaltext",
            "legalacceptance",
            "auditevent",
            "loginfailure",
        ),
    ],
    "learners": ["learner", "learnerimport", "identityevent", "reconciliationattempt"],
    "campaigns": ["targetprofile", "campaign", "participation"],
    "results": ["sharedresult", "competenceresult"],
    "assessments": [
        *("area", "competence", "tube", "skill", "lesson", "challenge", "referentialrelease"),
        *("assessment", "answer", "knowledgereset", "problemreport"),
    ],
}
# What the administration lets people do, beside reading; its pages allow nothing more to anyone.
MAY_ADD = [
    *("organisations.organisation", "organisations.membership", "campaigns.targetprofile"),
]
MAY_CHANGE = [
    *(
        "organisations.organisation",
        "organisations.membership",
        "organisations.invitation",
        "organisations.loginfailure",
    ),
    *("campaigns.targetprofile", "campaigns.campaign", "assessments.challenge", "assessments.problemreport"),
]
MAY_DELETE = ["campaigns.targetprofile"]
# Accounts, terms and the names of pupils: for super administrators.
SUPER_ADD = ["organisations.user", "organisations.legaltext"]
SUPER_CHANGE = ["organisations.user", "organisations.legaltext", "learners.learner"]

VERBS = {"add": "Can add", "change": "Can change", "delete": "Can delete", "view": "Can view"}


def create_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    everything = [f"{app}.{model}" for app, models in MODELS.items() for model in models]
    work = {"view": everything, "add": MAY_ADD, "change": MAY_CHANGE, "delete": MAY_DELETE}
    groups = {
        "support": {"view": everything},
        "métier": work,
        "super admin": {**work, "add": MAY_ADD + SUPER_ADD, "change": MAY_CHANGE + SUPER_CHANGE},
    }
    group_model = apps.get_model("auth", "Group")
    for name, rights in groups.items():
        group, _ = group_model.objects.using(alias).get_or_create(name=name)
        group.permissions.set(
            permission(apps, alias, verb, label) for verb, labels in rights.items() for label in labels
        )


def permission(apps, alias, verb, label):
    app, model = label.split(".")
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType").objects.using(alias).get_or_create(app_label=app, model=model)
    )
    try:
        words = apps.get_model(app, model)._meta.verbose_name
    except LookupError:  # an app whose migrations come later
        words = model
    found, _ = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .get_or_create(
            content_type=content_type, codename=f"{verb}_{model}", defaults={"name": f"{VERBS[verb]} {words}"}
        )
    )
    return found


def delete_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=["super admin", "métier", "support"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_terms"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_groups, delete_groups)]

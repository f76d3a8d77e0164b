from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0023_arrangements_that_stay"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="tab",
            field=models.UUIDField(null=True),
        ),
        migrations.RemoveConstraint(
            model_name="workingcopy",
            name="working_copy_of_article",
        ),
        migrations.RemoveConstraint(
            model_name="workingcopy",
            name="working_copy_of_new_article",
        ),
        migrations.AddField(
            model_name="workingcopy",
            name="tab",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="workingcopy",
            name="turn",
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
    ]

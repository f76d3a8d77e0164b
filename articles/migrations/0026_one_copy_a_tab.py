from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0025_tabs_of_present_copies"),
    ]

    operations = [
        migrations.AlterField(
            model_name="workingcopy",
            name="tab",
            field=models.UUIDField(),
        ),
        migrations.AddConstraint(
            model_name="workingcopy",
            constraint=models.UniqueConstraint(
                fields=("user", "article", "tab"), name="working_copy_of_article"
            ),
        ),
        migrations.AddConstraint(
            model_name="workingcopy",
            constraint=models.UniqueConstraint(
                fields=("user", "once", "tab"), name="working_copy_of_new_article"
            ),
        ),
    ]

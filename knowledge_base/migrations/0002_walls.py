"""The last wall: a published version is a record; nobody rewrites it."""

from django.db import migrations

VERSIONS = """
CREATE FUNCTION knowledge_base_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is append-only', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER version_append_only BEFORE UPDATE OR DELETE ON knowledge_base_articleversion
    FOR EACH ROW EXECUTE FUNCTION knowledge_base_forbid();
"""
UNDO = """
DROP TRIGGER version_append_only ON knowledge_base_articleversion;
DROP FUNCTION knowledge_base_forbid();
"""


class Migration(migrations.Migration):
    dependencies = [("knowledge_base", "0001_initial")]
    operations = [migrations.RunSQL(VERSIONS, UNDO)]

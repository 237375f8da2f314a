"""Many tables made at once."""

from django.db.migrations.operations import SeparateDatabaseAndState


class CreateTables(SeparateDatabaseAndState):
    """Several CreateModel in one operation: models are drawn once for all of them.

    Django draws every related model anew for each CreateModel; with some two hundred tables that all lead to an agent
    or a complaint this takes half a minute of every new database. Foreign keys are added at the end of a migration, so
    the order of the tables is free.
    """

    def __init__(self, tables):
        super().__init__(database_operations=tables, state_operations=tables)
        self.tables = tables

    def deconstruct(self):
        return type(self).__name__, [self.tables], {}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn again when somebody asks
        super().state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.tables)} tables"

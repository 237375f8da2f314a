"""Statements written once: what every page asks in the same words is put into SQL the first time only.

Django writes a statement anew whenever it is asked; a large one takes longer to write than to answer.
"""

from django.db import connection
from django.db.models import Expression
from django.utils.functional import cached_property


class Asked(Expression):
    """The place of a value in a written statement, by name: `filter(pk=Asked("pk", BigAutoField()))`."""

    def __init__(self, name, output_field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Written:
    """A queryset of one row, made by `write`, to be asked again and again with other values. No answer is kept."""

    def __init__(self, write):
        self.write = write

    @cached_property
    def statement(self):
        return self.write().query.sql_with_params()

    def row(self, **values):
        """The row for these values, or None."""
        sql, params = self.statement
        bound = [values[param.name] if isinstance(param, Asked) else param for param in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, bound)
            return cursor.fetchone()

"""What Alembic runs: bring the given connection to the wanted revision of one chain."""

from alembic import context
from sqlalchemy import Connection

options = context.config.attributes
connection: Connection = options["connection"]

context.configure(
    connection=connection,
    version_table=options["version_table"],
    version_table_schema=options["schema"],
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

"""The study's one SQLite file: connection, migrations, all SQL."""

#!/bin/sh
# Brings Temporal's own databases up to the schema of this image's release; does nothing where they are.
# Where they are and as whom: SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD, SQL_PLUGIN.
set -eu
for database in temporal temporal_visibility; do
  temporal-sql-tool --database "$database" setup-schema -v 0.0
  temporal-sql-tool --database "$database" update-schema \
    -d "/etc/temporal/schema/postgresql/v12/${database#temporal_}/versioned"
done

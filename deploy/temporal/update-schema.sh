#!/bin/sh
# Updates Temporal's own databases to the schema of this image's release. Reads SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD
# and SQL_PLUGIN.
set -eu
for database in temporal temporal_visibility; do
  temporal-sql-tool --database "$database" setup-schema -v 0.0
  temporal-sql-tool --database "$database" update-schema \
    -d "/etc/temporal/schema/postgresql/v12/${database#temporal_}/versioned"
done

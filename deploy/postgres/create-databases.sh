#!/bin/sh
# The Postgres image runs this once, when its volume is new. It makes an owner for each database, none of them a superuser.
# The product's owner may create roles, because its migrations create the two that the service runs as.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" \
  --set=product_password="$PRODUCT_PASSWORD" --set=temporal_password="$TEMPORAL_PASSWORD" <<'SQL'
create role payment_sync_owner login createrole password :'product_password';
create database payment_sync owner payment_sync_owner;
create role temporal login password :'temporal_password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
SQL

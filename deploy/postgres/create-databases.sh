#!/bin/sh
# Run once by the Postgres image, when its volume is new: an owner for each database, none a superuser. The product's may
# make roles, because its migrations make the one under which the application is bound to a workspace.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" \
  --set=product_password="$PRODUCT_PASSWORD" --set=temporal_password="$TEMPORAL_PASSWORD" <<'SQL'
create role payment_sync_owner login createrole password :'product_password';
create database payment_sync owner payment_sync_owner;
create role temporal login password :'temporal_password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
SQL

#!/bin/sh
# The Postgres image runs this once, when its volume is new. It makes an owner for each database, none of them a superuser, and
# the login of the product's API and worker: all that it may do is take the two roles (docs/operations.md, "Logins").
# The owner may make no roles, so they are made here.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" \
  --set=owner_password="$OWNER_PASSWORD" --set=login_password="$LOGIN_PASSWORD" \
  --set=temporal_password="$TEMPORAL_PASSWORD" <<'SQL'
create role payment_sync_app nologin noinherit;
create role payment_sync_system nologin noinherit;
create role payment_sync_owner login password :'owner_password';
create role payment_sync login noinherit password :'login_password';
grant payment_sync_app, payment_sync_system to payment_sync with inherit false, set true;
create database payment_sync owner payment_sync_owner;
create role temporal login password :'temporal_password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke all on database payment_sync, temporal, temporal_visibility, postgres, template1 from public;
grant connect on database payment_sync to payment_sync;
SQL

#!/bin/sh
# Run by the image of Postgres when its data directory is empty: two logins, one that owns and one that serves.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v migrator="$(cat /run/secrets/migrator-password)" -v server="$(cat /run/secrets/server-password)" <<'SQL'
create role bulkhead_migrator login createrole password :'migrator';
create role bulkhead login noinherit password :'server';
create database bulkhead owner bulkhead_migrator;
SQL

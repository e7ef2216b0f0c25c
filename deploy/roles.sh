#!/bin/sh
# Run by the image of PostgreSQL when it makes the database. What the role may do `dateline migrate --grant` says.
set -eu
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 --set password="$SERVICE_PASSWORD" <<'SQL'
create role dateline_service login password :'password';
SQL

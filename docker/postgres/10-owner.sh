#!/bin/sh
# Run once, by the image, on an empty volume: the owner of the schema is no superuser.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$HEADROOM_OWNER_PASSWORD" --username="$POSTGRES_USER" <<'SQL'
create role headroom_owner login createrole password :'password';
create database headroom owner headroom_owner;
SQL

#!/bin/sh
# Makes the secrets that compose.yaml and valkey.yaml read, as files in ./secrets. What is there stays: run it as often as you like.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
random() { openssl rand -hex 24; }
make() { [ -s "secrets/$1" ] || printf '%s\n' "$2" >"secrets/$1"; }
make key "1:$(openssl rand -base64 32)"
make postgres-password "$(random)"
make migrator-password "$(random)"
make server-password "$(random)"
make database-owner-url "postgres://bulkhead_migrator:$(cat secrets/migrator-password)@postgres:5432/bulkhead"
make database-url "postgres://bulkhead:$(cat secrets/server-password)@postgres:5432/bulkhead"
make valkey-password "$(random)"
make valkey-url "valkey://:$(cat secrets/valkey-password)@valkey:6379/0"
if [ ! -s secrets/tls.crt ]; then
  # For a try on this machine. Put a certificate of your own in the place of these two.
  openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout secrets/tls.key -out secrets/tls.crt 2>/dev/null
fi
# Containers run as users of their own; the folder stays closed to everybody else on this machine.
chmod 644 secrets/*

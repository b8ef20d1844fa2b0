#!/bin/sh
# Asks the registries for the digests of the images that the Dockerfile and compose.yaml name, and writes them to compose/.env, which
# docker compose reads by itself. Run it again to renew them; pull requests by a bot can do that too. Needs docker with buildx.
#   deploy/pin-images.sh && docker build --build-arg "NODE_IMAGE=$(sed -n s/^NODE_IMAGE=//p deploy/compose/.env)" -t bulkhead .
set -eu
cd "$(dirname "$0")"
pin() {
  digest=$(docker buildx imagetools inspect "$2" --format '{{.Manifest.Digest}}')
  case $digest in
    sha256:????????????????????????????????????????????????????????????????) printf '%s=%s@%s\n' "$1" "$2" "$digest" ;;
    *) echo "$2: the registry gave no digest: $digest" >&2; return 1 ;;
  esac
}
{
  pin NODE_IMAGE "${NODE_IMAGE:-node:24-slim}"
  pin POSTGRES_IMAGE "${POSTGRES_IMAGE:-postgres:18}"
  pin NGINX_IMAGE "${NGINX_IMAGE:-nginx:1}"
  pin VALKEY_IMAGE "${VALKEY_IMAGE:-valkey/valkey:8}"
} >compose/.env.partial
mv compose/.env.partial compose/.env
cat compose/.env

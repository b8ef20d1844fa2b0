# Pin the base image where you build: --build-arg NODE_IMAGE=node:24-slim@sha256:… (deploy/pin-images.sh looks it up)
# Build: docker build -t bulkhead .
# Run: docker run -p 4747:4747 -v bulkhead:/data bulkhead
# Operator commands: docker exec <container> node /opt/bulkhead/bulkhead.js operator …
# `npm run proof -- published --scenario image` builds and runs it, on a base image of its own.
ARG NODE_IMAGE=node:24-slim
FROM ${NODE_IMAGE} AS build
WORKDIR /clone
COPY . .
# The package as it is published, with the dependencies that its npm-shrinkwrap.json names, byte by byte.
RUN npm ci --no-audit --no-fund \
 && npm run build \
 && cp -r packages/cli/dist /opt/bulkhead \
 && cd /opt/bulkhead && npm ci --omit=dev --no-audit --no-fund

FROM ${NODE_IMAGE}
COPY --from=build /opt/bulkhead /opt/bulkhead
RUN useradd --system --uid 10001 --home /data bulkhead && install --directory --mode=0700 --owner=bulkhead /data
# By number: an orchestrator that wants no root cannot look a name up.
USER 10001
# glibc keeps memory that was freed; the embedded database leaves 70 MB of it behind when it starts.
ENV BULKHEAD_HOST=0.0.0.0 BULKHEAD_DATA_DIR=/data MALLOC_TRIM_THRESHOLD_=131072
VOLUME /data
EXPOSE 4747
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:' + (process.env.BULKHEAD_PORT || 4747) + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "/opt/bulkhead/bulkhead.js"]
CMD ["serve"]

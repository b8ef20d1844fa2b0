# Untested where it was written: no container engine ran there. Build: docker build -t bulkhead .
# Run: docker run -p 4747:4747 -v bulkhead:/data bulkhead
FROM node:24-slim
WORKDIR /bulkhead
COPY . .
# The SDK and the web app are built by what goes again afterwards; the image brings Node 24 itself.
RUN npm install --no-audit --no-fund && npm prune --omit=dev --no-audit --no-fund \
 && useradd --system --home /data bulkhead && install --directory --mode=0700 --owner=bulkhead /data
USER bulkhead
# glibc keeps memory that was freed; the embedded database leaves 70 MB of it behind when it starts.
ENV BULKHEAD_HOST=0.0.0.0 BULKHEAD_DATA_DIR=/data MALLOC_TRIM_THRESHOLD_=131072
VOLUME /data
EXPOSE 4747
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:4747/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "packages/cli/src/bulkhead.ts"]
CMD ["serve"]

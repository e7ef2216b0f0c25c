# The service without a PostgreSQL of its own: DATABASE_URL names one. compose.yaml shows the whole.
FROM node:24.21.0-bookworm-slim
WORKDIR /srv/dateline
ENV NODE_ENV=production DATELINE_HOST=0.0.0.0 DATELINE_LOG_FORMAT=json

# First what seldom changes. The programs of the embedded PostgreSQL are optional packages, and nobody's scripts are run.
COPY package.json package-lock.json ./
COPY sdk/package.json sdk/
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

COPY LICENSE ./
COPY db db/
COPY schema schema/
COPY server server/
COPY sdk sdk/

USER node
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4000/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=16", "server/cli.ts"]
CMD ["serve"]

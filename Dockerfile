# The web application: pages, API, and the functions Inngest calls. Build: docker build -t modomo-app .
# No standalone output: the image runs the command that `npm start` runs, on the same files.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
COPY gpu-worker/package.json gpu-worker/
RUN npm ci
COPY tsconfig.json next.config.ts instrumentation.ts proxy.ts ./
COPY lib lib
COPY components components
COPY inngest inngest
COPY app app
RUN node node_modules/next/dist/bin/next build && rm -rf .next/cache

FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without workspaces: the inference runtime is the gpu-worker's. The Node and engine binaries that npm brings are for machines
# that have none.
RUN npm ci --omit=dev --workspaces=false \
  && rm -rf node_modules/node-linux-* node_modules/inngest-cli

FROM node:24.21.0-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
COPY --from=packages /app/node_modules node_modules
COPY package.json next.config.ts ./
COPY --from=build --chown=node:node /app/.next .next
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The flag keeps large imports below 400 MB (docs/imports.md).
CMD ["node", "--max-semi-space-size=16", "node_modules/next/dist/bin/next", "start", "-p", "3000", "-H", "0.0.0.0"]

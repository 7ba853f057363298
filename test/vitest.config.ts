import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const project = (name: string, testTimeoutMs: number, options: { isSerial?: boolean } = {}) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    testTimeout: testTimeoutMs,
    hookTimeout: 180_000,
    fileParallelism: !options.isSerial,
  },
});

export default defineConfig({
  root,
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    reporters: ["default", "./test/support/summary-reporter.ts"],
    projects: [
      project("unit", 20_000),
      project("integration", 120_000, { isSerial: true }),
      project("e2e", 300_000, { isSerial: true }),
      project("fault", 600_000, { isSerial: true }),
    ],
  },
});

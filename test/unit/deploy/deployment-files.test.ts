import { existsSync, globSync, readFileSync } from "node:fs";
import { validate } from "dockerfile-utils";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const read = (path: string) => readFileSync(path, "utf8");

const serviceSchema = z.looseObject({
  image: z.string().optional(),
  build: z.union([z.string(), z.object({ context: z.string(), dockerfile: z.string() })]).optional(),
  healthcheck: z.unknown().optional(),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), z.object({ condition: z.string() }))]).default([]),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
});
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.unknown()),
});
const composeText = read("docker-compose.yml");
const compose = composeSchema.parse(parse(composeText));
const services = Object.entries(compose.services);
const example = new Set([...read(".env.example").matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name ?? ""));

interface Instruction {
  name: string;
  rest: string;
}

/** Instructions of each stage, continued lines joined; comments left out. */
function stagesOf(dockerfile: string): Instruction[][] {
  const lines = read(dockerfile)
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n/g, " ")
    .split("\n");
  const stages: Instruction[][] = [];
  for (const line of lines.filter(Boolean)) {
    const [, name = "", rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === "FROM") stages.push([]);
    stages.at(-1)?.push({ name, rest });
  }
  return stages;
}

describe.each(["Dockerfile", "gpu-worker/Dockerfile"])("%s", (dockerfile) => {
  const stages = stagesOf(dockerfile);
  const last = stages.at(-1) ?? [];
  const rest = (name: string) => last.filter((each) => each.name === name).map((each) => each.rest);

  test("has nothing a linter objects to", () => {
    expect(validate(read(dockerfile)).map(({ message }) => message)).toEqual([]);
  });

  test("has several stages, on one pinned base", () => {
    expect(stages.length).toBeGreaterThan(1);
    const bases = stages.map(([from]) => from?.rest.split(" ")[0]);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:\d+\.\d+\.\d+-\w+-slim$/);
  });

  test("runs as a user that is not root, tells its health, and runs Node itself", () => {
    expect(rest("USER")).toEqual(["node"]);
    expect(rest("HEALTHCHECK")).toHaveLength(1);
    const [command = "[]"] = rest("CMD");
    const [node, ...args] = JSON.parse(command) as string[];
    const script = args.find((arg) => !arg.startsWith("-")) ?? "";
    expect(node).toBe("node");
    expect(existsSync(script)).toBe(true);
  });

  test("the last stage brings no packages of development", () => {
    const [from] = last
      .filter(({ name, rest }) => name === "COPY" && rest.includes("node_modules"))
      .map(({ rest }) => rest);
    const stage = /--from=(\w+)/.exec(from ?? "")?.[1];
    const install = stages.find(([first]) => first?.rest.endsWith(`AS ${stage}`))?.find(({ name }) => name === "RUN");
    expect(install?.rest).toMatch(/npm ci .*--omit=dev/);
  });

  test("what is copied is there and not ignored", () => {
    const kept = read(".dockerignore")
      .split("\n")
      .flatMap((line) => (line.startsWith("!") ? [line.slice(1)] : []));
    for (const { name, rest } of stages.flat()) {
      if (name !== "COPY" || rest.includes("--from=")) continue;
      for (const source of rest.split(" ").slice(0, -1)) {
        expect({ source, isThere: existsSync(source) }).toEqual({ source, isThere: true });
        expect(kept.some((path) => source === path || source.startsWith(`${path}/`))).toBe(true);
      }
    }
  });

  test("the port that is exposed is the one that is listened at and asked for health", () => {
    const [port = ""] = rest("EXPOSE");
    expect(rest("HEALTHCHECK")[0]).toContain(`127.0.0.1:${port}/`);
    expect(`${rest("CMD")} ${rest("ENV")}`).toMatch(new RegExp(`"${port}"|MODOMO_GPU_PORT=${port}`));
  });
});

test("paths asked for health are there, and open", () => {
  expect(
    stagesOf("Dockerfile")
      .at(-1)
      ?.find(({ name }) => name === "HEALTHCHECK")?.rest,
  ).toContain("/api/health'");
  expect(read("app/api/health/route.ts")).toContain("scope: null");
  expect(read("gpu-worker/src/http/app.ts")).toMatch(/app\.get\("\/health", \(/);
});

describe("docker-compose.yml", () => {
  test.each(services)("%s: pinned image or a build that is there", (_name, { image, build }) => {
    if (build === undefined) expect(image).toMatch(/:v?\d+\.\d+/);
    else expect(existsSync(typeof build === "string" ? "Dockerfile" : build.dockerfile)).toBe(true);
  });

  test("a service that is waited for can tell its health", () => {
    for (const [, { depends_on }] of services) {
      for (const [name, { condition }] of Object.entries(Array.isArray(depends_on) ? {} : depends_on)) {
        const service = compose.services[name];
        expect(condition).toBe("service_healthy");
        expect(Boolean(service?.healthcheck ?? service?.build)).toBe(true); // both images bring their own
      }
    }
  });

  test("every variable it takes is in .env.example", () => {
    const used = [...composeText.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name ?? "");
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((name) => !example.has(name))).toEqual([]);
  });

  test("volumes, secrets and mounted files are there", () => {
    for (const [, { volumes, secrets }] of services) {
      for (const volume of volumes) {
        const [source = ""] = volume.split(":");
        expect(source.startsWith(".") ? existsSync(source) : source in compose.volumes).toBe(true);
      }
      for (const secret of secrets) expect(secret in compose.secrets).toBe(true);
    }
  });

  test("nothing without a password of its own listens on other addresses", () => {
    for (const name of ["inngest", "grafana"])
      for (const port of compose.services[name]?.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    for (const name of ["postgres", "redis", "prometheus"]) expect(compose.services[name]?.ports).toEqual([]);
  });

  test("Prometheus scrapes an endpoint that is there, with the mounted key", () => {
    const config = z
      .object({
        scrape_configs: z.array(
          z.looseObject({ metrics_path: z.string(), authorization: z.object({ credentials_file: z.string() }) }),
        ),
      })
      .parse(parse(read("deploy/prometheus/prometheus.yml")));
    for (const { metrics_path, authorization } of config.scrape_configs) {
      expect(existsSync(`app${metrics_path}/route.ts`)).toBe(true);
      expect(compose.services.prometheus?.secrets).toContain(authorization.credentials_file.split("/").at(-1));
    }
    for (const path of globSync("deploy/grafana/**/*.yml")) expect(() => parse(read(path))).not.toThrow();
  });
});

test.each(["lib/env.ts", "gpu-worker/src/env.ts", "local/stack/settings.ts"])(
  "every variable of %s is in .env.example",
  (file) => {
    const declared = [...read(file).matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name ?? "");
    expect(declared.length).toBeGreaterThan(5);
    expect(declared.filter((name) => !example.has(name))).toEqual([]);
  },
);

test("every finding of the doctor has its section in the troubleshooting guide", () => {
  const source = read("local/doctor-checks.ts");
  const names = [...source.matchAll(/\bname(?:: | = )"([^"]+)"/g)].map(([, name]) => name ?? "");
  const guide = read("docs/deployment.md");
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => !guide.includes(`\n### ${name}\n`))).toEqual([]);
});

import { expect, test } from "vitest";
import * as route from "@/app/api/[...path]/route";

test.each(Object.entries(route))("%s of a path without an endpoint is a problem document", async (method, answer) => {
  const response = answer(new Request("http://app.test/api/jbos?x=1", { method }));
  expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  expect(await response.json()).toMatchObject({
    status: 404,
    instance: "/api/jbos",
    detail: expect.stringContaining("/api/docs"),
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { parseHubAnswer } from "@/lib/clients/hugging-face";
import { toHubError, ViewerUnavailableError } from "@/lib/clients/hugging-face-errors";
import { parquetSchema, rowsSchema, splitsSchema } from "@/lib/clients/hugging-face-schemas";
import { AppError, ForbiddenError, InvalidInputError, NotFoundError, UpstreamError } from "@/lib/errors";
import { describeColumns, detectMapping } from "@/lib/imports/features";
import { readRow } from "@/lib/imports/row-values";
import { sharedData } from "../../support/shared-data.ts";

interface Stored {
  endpoint: string;
  status: number;
  content_type: string;
  name: string;
  body: unknown;
}

const folder = sharedData("hf");
const stored: Stored[] = folder ? JSON.parse(readFileSync(join(folder, "dataset_viewer_responses.json"), "utf8")) : [];
const SCHEMAS: Record<string, z.ZodType> = {
  "/splits": splitsSchema,
  "/parquet": parquetSchema,
  "/rows": rowsSchema,
  "/first-rows": rowsSchema,
  "/search": rowsSchema,
  "/filter": rowsSchema,
};
const answerOf = ({ status, content_type, body }: Stored, headers: Record<string, string> = {}) => ({
  status,
  headers: { "content-type": content_type, ...headers },
  bytes: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
});
const named = (list: Stored[]) => list.map((each) => [`${each.status} ${each.endpoint} ${each.name}`, each] as const);
const thrownBy = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe.skipIf(!folder)("every stored answer of the dataset viewer (needs the shared data set `hf`)", () => {
  test("they are all here", () => expect(stored).toHaveLength(114));

  test.each(named(stored.filter(({ status, endpoint }) => status === 200 && SCHEMAS[endpoint])))(
    "%s is read",
    (_, each) => {
      const schema = SCHEMAS[each.endpoint] as z.ZodType;
      expect(parseHubAnswer(schema, answerOf(each), "dataset")).toBeDefined();
    },
  );

  test.each(named(stored.filter(({ status }) => status !== 200)))("%s is an error in words", (_, each) => {
    const error = thrownBy(() => parseHubAnswer(rowsSchema, answerOf(each), "dataset a/b"));
    expect(error).toBeInstanceOf(AppError);
    const { message } = error as AppError;
    expect(message).toMatch(/^[A-Z].*[.!?]$/s);
    expect(message.length).toBeLessThan(500);
    expect(error).toBeInstanceOf(classOf(each));
  });

  test.each(named(stored.filter(({ status, endpoint }) => status === 200 && /rows|search/.test(endpoint))))(
    "%s: its rows are read by its own features",
    (_, each) => {
      const { features, rows } = rowsSchema.parse(each.body);
      const mapping = detectMapping(describeColumns(features));
      const contents = rows.map(({ row }) => readRow(row, { features, mapping, boxForm: "xywh" }));
      const hasImages = features.some(({ type }) => !Array.isArray(type) && type._type === "Image");
      expect(mapping.image !== null).toBe(hasImages);
      if (hasImages) expect(contents.every(({ pictures }) => pictures.length === 1)).toBe(true);
    },
  );
});

/** What each answer means to us: gone for good, not for us, wrong, never shown, or perhaps later. */
function classOf({ status, body }: Stored) {
  if (JSON.stringify(body).includes("not ready yet")) return UpstreamError;
  if (status === 401 || status === 404) return NotFoundError;
  if (status === 422) return InvalidInputError;
  if (status === 501) return ViewerUnavailableError;
  const isBare = /^"(Internal Server Error\.)"$|"Unexpected error\."/.test(JSON.stringify(body));
  return isBare || JSON.stringify(body) === '{"error":"Unexpected error."}' ? UpstreamError : InvalidInputError;
}

describe("error codes", () => {
  const refusal = (status: number, code: string | null, message = "") =>
    toHubError({ status, code, message, subject: "dataset a/b" });

  test.each([
    [401, "ExternalUnauthenticatedError", NotFoundError],
    [404, "ExternalAuthenticatedError", ForbiddenError],
    [401, "GatedRepo", ForbiddenError],
    [404, "RenamedDatasetError", NotFoundError],
    [404, "ResponseNotFound", NotFoundError],
    [404, "ConfigNotFoundError", NotFoundError],
    [404, "SplitNotFoundError", NotFoundError],
    [422, "MissingRequiredParameter", InvalidInputError],
    [422, "InvalidParameter", InvalidInputError],
    [400, "SearchFeatureNotAvailableError", InvalidInputError],
    [500, "ResponseNotReady", UpstreamError],
    [500, "AuthCheckHubRequestError", UpstreamError],
    [500, "UnexpectedApiError", UpstreamError],
    [500, "TooBigContentError", InvalidInputError],
    [501, "TooBigContentError", ViewerUnavailableError],
    [501, "DatasetWithScriptNotSupportedError", ViewerUnavailableError],
    [501, "DatasetInBlockListError", ViewerUnavailableError],
    [501, "NotSupportedDisabledViewerError", ViewerUnavailableError],
    [501, "NotSupportedPrivateRepositoryError", ViewerUnavailableError],
    [501, "NotSupportedTagNFAAError", ViewerUnavailableError],
    [501, "DatasetWithTooManyConfigsError", ViewerUnavailableError],
    [501, "JobManagerCrashedError", ViewerUnavailableError],
    [501, "JobManagerExceededMaximumDurationError", ViewerUnavailableError],
    [502, null, UpstreamError],
    [503, null, UpstreamError],
    [504, null, UpstreamError],
  ])("%i %s", (status, code, type) => {
    const error = refusal(status, code);
    expect(error).toBeInstanceOf(type);
    expect(error.message).toMatch(/^[A-Z].*[.]$/);
  });

  test("each code has a message of its own", () => {
    const codes = ["ExternalUnauthenticatedError", "ExternalAuthenticatedError", "GatedRepo", "RenamedDatasetError"];
    const shown = [
      ...codes,
      "ConfigNotFoundError",
      "SplitNotFoundError",
      "DatasetInBlockListError",
      "NotSupportedTagNFAAError",
    ];
    expect(new Set(shown.map((code) => refusal(404, code).message)).size).toBe(shown.length);
  });
});

import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { signInPath } from "@/components/api/next-path";
import { getQueryClient } from "@/components/api/query-client";
import { ROLE_SCOPES } from "@/lib/auth/scopes";
import { requireSession } from "@/lib/auth/session";
import { getDeps } from "@/lib/deps";
import { NotFoundError } from "@/lib/errors";
import { getFailure } from "@/lib/failures/failures.repository";
import { failureKeys } from "../failures.queries";
import { FailureView } from "./failure-view";

export const metadata: Metadata = { title: "Failure" };

export default async function FailurePage({ params, searchParams }: PageProps<"/failures/[id]">) {
  const param = (await params).id;
  const { role } = await requireSession(signInPath(`/failures/${param}`, await searchParams));
  const id = z.uuid().safeParse(param);
  const failure = id.success ? await findFailure(id.data) : null;
  if (!failure) notFound();
  const client = getQueryClient();
  client.setQueryData(failureKeys.detail(failure.fingerprint), failure);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FailureView id={failure.fingerprint} canWrite={ROLE_SCOPES[role].includes("jobs:write")} />
    </HydrationBoundary>
  );
}

async function findFailure(id: string) {
  try {
    return await getFailure(getDeps().db, id, { limit: 20 });
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

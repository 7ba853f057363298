import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireSession } from "@/lib/auth/session";
import { JobView } from "./job-view";

export const metadata: Metadata = { title: "Job" };

export default async function JobPage({ params }: PageProps<"/jobs/[id]">) {
  await requireSession();
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  return <JobView id={id.data} />;
}

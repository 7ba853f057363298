import type { Metadata } from "next";
import { signInPath } from "@/components/api/next-path";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { ScenesView } from "./scenes-view";

export const metadata: Metadata = { title: "Scenes" };

export default async function ScenesPage({ searchParams }: PageProps<"/scenes">) {
  await requireSession(signInPath("/scenes", await searchParams));
  return (
    <>
      <PageHeader title="Scenes" description="Every picture of the dataset, newest first." />
      <ScenesView />
    </>
  );
}

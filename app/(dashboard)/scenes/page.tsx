import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { ScenesView } from "./scenes-view";

export const metadata: Metadata = { title: "Scenes" };

export default async function ScenesPage() {
  await requireSession();
  return (
    <>
      <PageHeader title="Scenes" description="Every picture of the dataset, newest first." />
      <ScenesView />
    </>
  );
}

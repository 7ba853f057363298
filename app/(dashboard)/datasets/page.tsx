import { Upload } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { signInPath } from "@/components/api/next-path";
import { buttonStyles } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { ROLE_SCOPES } from "@/lib/auth/scopes";
import { requireSession } from "@/lib/auth/session";
import { DatasetsView } from "./datasets-view";

export const metadata: Metadata = { title: "Datasets" };

export default async function DatasetsPage({ searchParams }: PageProps<"/datasets">) {
  const { role } = await requireSession(signInPath("/datasets", await searchParams));
  const canWork = ROLE_SCOPES[role].includes("jobs:write");
  return (
    <>
      <PageHeader
        title="Datasets"
        description="Look into image datasets of the Hugging Face hub, and bring parts of them in with their labels and boxes."
        actions={
          canWork && (
            <Link href="/jobs/new?kind=import" className={buttonStyles()}>
              <Upload aria-hidden /> Upload files instead
            </Link>
          )
        }
      />
      <DatasetsView canWork={canWork} />
    </>
  );
}

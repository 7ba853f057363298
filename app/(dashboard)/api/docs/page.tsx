import type { Metadata } from "next";
import { OPENAPI_DOCUMENT } from "@/app/api/openapi-document";
import { signInPath } from "@/components/api/next-path";
import { buttonStyles } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { requireSession } from "@/lib/auth/session";
import { OperationView } from "./operation-view";
import { prepareReference } from "./prepare-reference";

export const metadata: Metadata = { title: "API reference" };

export default async function ApiReferencePage() {
  await requireSession(signInPath("/api/docs"));
  const sections = prepareReference(OPENAPI_DOCUMENT);
  return (
    <>
      <PageHeader
        title="API reference"
        description="Every endpoint, from the schemas it checks with. Programs send Authorization: Bearer and an API key of Settings; errors are problem documents (RFC 9457)."
        actions={
          <a href="/api/openapi.json" className={buttonStyles({})}>
            OpenAPI document
          </a>
        }
      />
      <nav aria-label="Sections" className="mb-6 flex flex-wrap gap-x-4 gap-y-2 text-sm">
        {sections.map(({ name }) => (
          <a key={name} href={`#section-${name}`} className="text-accent underline-offset-4 hover:underline">
            {name}
          </a>
        ))}
      </nav>
      <div className="flex flex-col gap-6">
        {sections.map(({ name, operations }) => (
          <div key={name} id={`section-${name}`} className="scroll-mt-4">
            <Panel title={name}>
              {operations.map((operation) => (
                <OperationView key={operation.id} operation={operation} />
              ))}
            </Panel>
          </div>
        ))}
      </div>
    </>
  );
}

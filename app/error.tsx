"use client";

import { PageError } from "@/components/shell/page-error";

/** What fails outside a page: the sign-in page, and the layout, which asks who is signed in. */
export default function AppError({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="mx-auto max-w-xl px-5 py-16">
      <PageError error={error} />
    </main>
  );
}

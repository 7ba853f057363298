import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { safeNextPath } from "@/components/api/next-path";
import { Logo } from "@/components/shell/logo";
import { ThemeMenu } from "@/components/shell/theme-menu";
import { getSession } from "@/lib/auth/session";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

const searchSchema = z.object({ next: z.string().nullable().default(null).catch(null) });

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next } = searchSchema.parse(await searchParams);
  const nextPath = safeNextPath(next);
  if (await getSession()) redirect(nextPath);
  return (
    <div className="flex min-h-dvh flex-col">
      <div className="flex justify-end p-4">
        <ThemeMenu />
      </div>
      <main className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center px-5 pb-32">
        <Logo className="mb-8" />
        <h1 className="font-semibold text-2xl tracking-tight">Sign in</h1>
        <p className="mt-1 mb-6 text-muted">
          <code className="font-mono text-sm">npm run demo</code> and{" "}
          <code className="font-mono text-sm">npm start</code> print the address and password of this machine&rsquo;s
          admin.
        </p>
        <SignInForm nextPath={nextPath} />
      </main>
    </div>
  );
}

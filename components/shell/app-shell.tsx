import Link from "next/link";
import type { ReactNode } from "react";
import type { Session } from "@/lib/contracts/dashboard";
import { AccountMenu } from "./account-menu";
import { BottomNav } from "./bottom-nav";
import { ConnectionNotice } from "./connection-notice";
import { Logo } from "./logo";
import { MainNav } from "./main-nav";
import { ThemeMenu } from "./theme-menu";

/** Sidebar beside the page from 1024 px on; below, a bar on top and the places at the bottom, in reach of a thumb. */
export function AppShell({ session, children }: { session: Session; children: ReactNode }) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col border-border border-r bg-sunken/50 py-4 lg:flex">
        <Link href="/" className="mx-3 mb-5 self-start rounded-md px-3 py-1">
          <Logo />
        </Link>
        <MainNav role={session.role} />
        <div className="mt-auto flex items-center gap-3 border-border border-t px-4 pt-4">
          <AccountMenu session={session} />
          <span className="min-w-0 flex-1 truncate text-muted text-sm">{session.email}</span>
          <ThemeMenu />
        </div>
      </aside>
      <header className="sticky top-0 z-30 flex h-14 items-center justify-between border-border border-b bg-canvas/95 px-4 backdrop-blur lg:hidden">
        <Link href="/" className="rounded-md">
          <Logo />
        </Link>
        <div className="flex items-center gap-1">
          <ThemeMenu />
          <AccountMenu session={session} />
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 px-4 pt-6 pb-28 outline-none sm:px-6 lg:px-10 lg:pt-8 lg:pb-16"
      >
        <div className="mx-auto max-w-7xl">
          <ConnectionNotice />
          {children}
        </div>
      </main>
      <div className="fixed inset-x-0 bottom-0 z-30 border-border border-t bg-surface lg:hidden">
        <BottomNav role={session.role} />
      </div>
    </div>
  );
}

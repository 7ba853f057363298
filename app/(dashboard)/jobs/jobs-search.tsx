"use client";

import { Search } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { controlStyles } from "@/components/ui/field";

const TYPING_MS = 350;

interface JobsSearchProps {
  text: string | null;
  onSearch: (text: string | null) => void;
}

/** Searches once typing rests; `/` puts the cursor here from anywhere on the page. */
export function JobsSearch({ text, onSearch }: JobsSearchProps) {
  const [typed, setTyped] = useState(text ?? "");
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useSlash(input);
  const search = (value: string) => {
    clearTimeout(timer.current);
    if (value.trim() !== (text ?? "")) onSearch(value.trim() || null);
  };
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(search, TYPING_MS, value);
  };
  return (
    <div className="relative col-span-2 min-w-0 sm:w-72">
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted" />
      <input
        ref={input}
        type="search"
        aria-label="Search jobs"
        aria-keyshortcuts="/"
        placeholder="Source, data set, address, error, id…"
        maxLength={200}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && search(typed)}
        className={cn(controlStyles, "h-9 pl-9 max-lg:h-10")}
      />
    </div>
  );
}

/** Puts the cursor into a field on `/`, unless somebody is typing. The effect's system outside React is the keyboard. */
function useSlash(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [field]);
}

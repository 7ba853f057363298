"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { SearchInput } from "@/components/ui/search-input";

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
    <SearchInput
      ref={input}
      aria-label="Search jobs"
      aria-keyshortcuts="/"
      placeholder="Source, address, error, id…"
      value={typed}
      onChange={(event) => type(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && search(typed)}
      className="col-span-2 sm:flex-1 sm:basis-60"
    />
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

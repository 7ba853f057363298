export const menuContentStyles =
  "z-50 min-w-44 rounded-md border border-border bg-surface p-1 shadow-floating data-[state=open]:animate-in data-[state=open]:fade-in";

export const menuItemStyles =
  "flex cursor-pointer select-none items-center gap-2.5 rounded-sm px-2.5 py-2 text-base outline-none data-[highlighted]:bg-hover";

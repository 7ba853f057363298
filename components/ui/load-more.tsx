"use client";

import { Button } from "./button";
import { ErrorNotice } from "./states";

interface LoadMoreProps {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: Error | null;
    fetchNextPage: () => unknown;
  };
}

/** The foot of a list that is read page by page; nothing on the last page. */
export function LoadMore({ query }: LoadMoreProps) {
  if (query.isFetchNextPageError && query.error)
    return (
      <ErrorNotice
        error={query.error}
        title="More could not be loaded"
        onRetry={() => query.fetchNextPage()}
        className="my-4"
      />
    );
  if (!query.hasNextPage) return null;
  return (
    <div className="flex justify-center py-5">
      <Button disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {query.isFetchingNextPage ? "Loading…" : "Load more"}
      </Button>
    </div>
  );
}

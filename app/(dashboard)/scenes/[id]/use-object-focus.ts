"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";

/** Which object of a scene stands out: the one pointed at or focused, else the one chosen (which the URL keeps). */
export interface ObjectFocus {
  activeId: string | null;
  chosenId: string | null;
  point: (id: string | null) => void;
  /** Chooses an object; choosing it again lets it go. */
  toggle: (id: string) => void;
}

export function useObjectFocus(): ObjectFocus {
  const [pointedId, setPointedId] = useState<string | null>(null);
  const [chosenId, setChosenId] = useQueryState("object", parseAsString);
  return {
    activeId: pointedId ?? chosenId,
    chosenId,
    point: setPointedId,
    toggle: (id) => void setChosenId(id === chosenId ? null : id),
  };
}

/** Whether something was done before a moment (both ISO 8601); what was never done was not. */
export const isBefore = (doneAt: string | null, moment: string): boolean =>
  doneAt !== null && Date.parse(doneAt) < Date.parse(moment);

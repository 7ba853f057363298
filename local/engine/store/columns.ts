import type { SQLInputValue } from "node:sqlite";

type Column = SQLInputValue | undefined;

/** Readers for columns whose type the (STRICT) schema guarantees. */
export const text = (column: Column): string => String(column);
export const integer = (column: Column): number => Number(column);
export const flag = (column: Column): boolean => column === 1;
export const textOrNull = (column: Column): string | null =>
  column === null || column === undefined ? null : String(column);
export const integerOrNull = (column: Column): number | null =>
  column === null || column === undefined ? null : Number(column);

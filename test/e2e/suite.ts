import type { Visitor } from "./visitor";

/** What the parts of `dashboard.test.ts` use: one stack, one dataset, one browser. */
export interface SuiteOptions {
  /** Where the stack is. */
  url: () => string;
  /** Opens a signed-in window for the next test; whoever calls the suite closes it. */
  open: () => Promise<void>;
  visitor: () => Visitor;
  /** Another window beside it, of nobody yet; the test closes it. */
  openOther: () => Promise<Visitor>;
}

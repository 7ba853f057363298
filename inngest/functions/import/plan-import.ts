import { importInputSchema, planImportPage } from "@/lib/scenes/import-images";
import { planFunction } from "../../plan-function";

export const planImport = planFunction({
  id: "plan-import",
  kind: "import",
  input: importInputSchema,
  page: planImportPage,
});

import { Checkbox } from "@/components/ui/controls";
import { checkedDefault, type FormDefaults } from "./form-defaults";

export function PipelineCheckbox({ defaults }: { defaults: FormDefaults }) {
  return (
    <Checkbox
      name="pipeline"
      defaultChecked={checkedDefault(defaults, "pipeline", true)}
      label="Run the whole pipeline"
      hint="Detect and outline, colours, classification. Without it the job stops when the pictures are stored."
    />
  );
}

import { Checkbox } from "@/components/ui/controls";

export function PipelineCheckbox() {
  return (
    <Checkbox
      name="pipeline"
      defaultChecked
      label="Run the whole pipeline"
      hint="Detect and outline, colours, classification. Without it the job stops when the pictures are stored."
    />
  );
}

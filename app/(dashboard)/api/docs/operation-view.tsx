import { Badge, type Tone } from "@/components/ui/badge";
import type { Field, Fields, Operation } from "./prepare-reference";

const TONES: Record<string, Tone> = { GET: "accent", POST: "ok", PUT: "warn", PATCH: "warn", DELETE: "bad" };

/** One endpoint: its line, and on demand what it takes and gives. */
export function OperationView({ operation }: { operation: Operation }) {
  const { id, method, path, summary, access, takes, gives } = operation;
  return (
    <details id={id} className="group border-border border-b last:border-b-0">
      <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1 rounded-md py-2.5 hover:bg-hover sm:px-2">
        <Badge tone={TONES[method] ?? "neutral"} className="w-16 justify-center font-mono">
          {method}
        </Badge>
        <code className="break-all font-mono text-sm">{path}</code>
        <span className="min-w-0 text-muted text-sm">{summary}</span>
      </summary>
      <div className="flex flex-col gap-4 pt-1 pb-5 sm:pl-[5.25rem]">
        <p className="text-sm">
          {access.split("`").map((part, index) =>
            index % 2 === 1 ? (
              <code key={part} className="font-mono">
                {part}
              </code>
            ) : (
              part
            ),
          )}
        </p>
        {takes.map((fields) => (
          <FieldTables key={fields.title} title={`Takes: ${fields.title}`} fields={fields} />
        ))}
        {gives.map(({ status, ...fields }) => (
          <FieldTables key={status + fields.title} title={`${status}: ${fields.title}`} fields={fields} />
        ))}
      </div>
    </details>
  );
}

function FieldTables({ title, fields }: { title: string; fields: Fields }) {
  return (
    <div>
      <h3 className="mb-1 font-medium text-sm">{title}</h3>
      {fields.forms.map((form, index) => (
        <div key={form.map(({ name }) => name).join()}>
          {index > 0 && <p className="my-1 text-muted text-sm">or</p>}
          <FieldTable form={form} label={title} />
        </div>
      ))}
    </div>
  );
}

function FieldTable({ form, label }: { form: Field[]; label: string }) {
  return (
    <table aria-label={label} className="w-full table-fixed text-sm">
      <thead className="sr-only">
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-border rounded-md bg-sunken">
        {form.map(({ name, type, isRequired }) => (
          <tr key={name}>
            <th scope="row" className="break-words px-3 py-1.5 text-left align-top font-mono font-normal">
              {name}
              {isRequired && <span className="text-muted"> required</span>}
            </th>
            <td className="break-words px-3 py-1.5 align-top text-muted">{type}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Tabs } from "radix-ui";
import { ConfigurationPanel } from "./configuration-panel";
import { KeysPanel } from "./keys-panel";
import { ModelsPanel } from "./models-panel";
import { PeoplePanel } from "./people-panel";

const TABS = ["keys", "people", "models", "configuration"] as const;
const LABELS = { keys: "API keys", people: "People", models: "Models", configuration: "Configuration" };

export function SettingsView({ ownId }: { ownId: string }) {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("keys"));
  const panels = {
    keys: <KeysPanel />,
    people: <PeoplePanel ownId={ownId} />,
    models: <ModelsPanel />,
    configuration: <ConfigurationPanel />,
  };
  return (
    <Tabs.Root value={tab} onValueChange={(value) => setTab(TABS.find((each) => each === value) ?? "keys")}>
      <Tabs.List aria-label="Settings" className="mb-5 flex gap-1 overflow-x-auto border-border border-b">
        {TABS.map((each) => (
          <Tabs.Trigger
            key={each}
            value={each}
            className="-mb-px shrink-0 border-transparent border-b-2 px-3 py-2 font-medium text-muted -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {LABELS[each]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {TABS.map((each) => (
        <Tabs.Content key={each} value={each} className="outline-none">
          {panels[each]}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

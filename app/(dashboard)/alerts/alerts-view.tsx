"use client";

import { AlertList } from "./alert-list";
import { ChannelsPanel } from "./channels-panel";
import { RulesPanel } from "./rules-panel";

export function AlertsView() {
  return (
    <div className="flex flex-col gap-5">
      <AlertList />
      <div className="grid gap-5 xl:grid-cols-2">
        <RulesPanel />
        <ChannelsPanel />
      </div>
    </div>
  );
}

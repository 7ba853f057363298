#!/usr/bin/env node
// `npx modomo …`: the command line client, on the Node that npm brought.
process.argv.splice(2, 0, "cli");
await import("./bootstrap.mjs");

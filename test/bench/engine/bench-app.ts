import { Inngest } from "inngest";
import { createServer } from "inngest/node";

/**
 * The app of the engine's benches, in a process of its own: `node bench-app.ts <engine url> <port>`. Prints
 * `{"serving":true}` when it serves, then `{"done":<runs that returned>}` as that number grows.
 */
const [engineUrl, port] = process.argv.slice(2);
const client = new Inngest({ id: "bench", isDev: true, baseUrl: engineUrl });
let done = 0;
let isTold = true;

function returned<T>(value: T): T {
  done += 1;
  if (isTold) setTimeout(tell, 2);
  isTold = false;
  return value;
}

function tell(): void {
  isTold = true;
  process.stdout.write(`${JSON.stringify({ done })}\n`);
}

const functions = [
  client.createFunction({ id: "three", triggers: [{ event: "bench/three" }] }, async ({ step, event }) => {
    const a = await step.run("a", () => event.ts);
    const b = await step.run("b", () => a + 1);
    return returned(await step.run("c", () => b + 1));
  }),
  client.createFunction({ id: "tiny", triggers: [{ event: "bench/tiny" }] }, () => returned(null)),
];
const server = createServer({ client, functions });
server.listen(Number(port), "127.0.0.1", () => process.stdout.write('{"serving":true}\n'));

import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

export interface StubSmtp {
  /** For `SMTP_URL`. */
  url: string;
  /** Every message taken: who it went to, and its headers and text as they came. */
  messages: { to: string[]; data: string }[];
  close(): Promise<void>;
}

/** A real SMTP conversation on a free loopback port, without TLS or sign-in; every message is taken. */
export async function startStubSmtp(): Promise<StubSmtp> {
  const messages: StubSmtp["messages"] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    converse(socket, (message) => messages.push(message));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(socket: Socket, take: (message: StubSmtp["messages"][number]) => void): void {
  let to: string[] = [];
  let data: string[] | null = null;
  let rest = "";
  const say = (line: string) => socket.write(`${line}\r\n`);
  const hear = (line: string) => {
    if (data && line !== ".") {
      data.push(line);
    } else if (data) {
      take({ to, data: data.join("\n") });
      to = [];
      data = null;
      say("250 taken");
    } else if (/^RCPT TO:/i.test(line)) {
      to.push(line.replace(/^RCPT TO:<(.*)>.*$/i, "$1"));
      say("250 ok");
    } else if (/^DATA/i.test(line)) {
      data = [];
      say("354 go on");
    } else {
      say(/^QUIT/i.test(line) ? "221 bye" : "250 ok");
    }
  };
  say("220 stub");
  socket.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hear(line);
  });
  socket.on("error", () => undefined);
}

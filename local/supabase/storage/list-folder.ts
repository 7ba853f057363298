import type { Forward, ReceivedRequest } from "../exchange.ts";
import { translateError } from "./answers.ts";

export async function listFolder(request: ReceivedRequest, forward: Forward): Promise<Response> {
  const answer = await forward(request);
  return answer.ok ? answer : translateError(answer);
}

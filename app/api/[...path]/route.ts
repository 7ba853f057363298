import { NotFoundError } from "@/lib/errors";
import { toProblem } from "@/lib/http/problem";

/** Any method → 404 as a problem document: programs that mistype a path read what every other refusal looks like. */
const answer = (request: Request): Response => {
  const { pathname } = new URL(request.url);
  return toProblem(new NotFoundError(`There is no endpoint ${pathname}; /api/docs lists all there are.`), pathname);
};

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };

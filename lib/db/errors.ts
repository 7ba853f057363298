import { AppError, ConflictError, DatabaseError, InvalidInputError, NotFoundError } from "@/lib/errors";

interface PostgresError {
  code: string;
  message: string;
}

const isDatabaseError = (error: unknown): error is PostgresError =>
  typeof error === "object" &&
  error !== null &&
  "code" in error &&
  typeof error.code === "string" &&
  "message" in error;

/** Connection loss, shutdown, too many clients, serialisation failure, deadlock: worth another try. */
const TRANSIENT = /^(08|53|57P|40001|40P01|55P03)/;

/**
 * What a database or storage error means to a caller. `PT404`, `PT409` and `PT422` are ours, raised in SQL functions; the rest is
 * told by SQLSTATE, never by message. Unknown errors come back as they are.
 */
export function fromDatabase(error: unknown): unknown {
  if (error instanceof AppError || !isDatabaseError(error)) return error;
  if (error.code === "PT404") return new NotFoundError(error.message);
  if (error.code === "PT409") return new ConflictError(error.message);
  if (error.code === "PT422") return new InvalidInputError(error.message);
  if (error.code === "22P02" || error.code === "23514") {
    return new InvalidInputError("The database refused a value of the wrong form.", [], { cause: error });
  }
  if (TRANSIENT.test(error.code)) return new DatabaseError("The database is busy or restarting.", { cause: error });
  return error;
}

import { type AppError, ForbiddenError, InvalidInputError, NotFoundError, UpstreamError } from "@/lib/errors";

/** An answer of the viewer or the hub that is no success. */
export interface HubRefusal {
  status: number;
  /** `X-Error-Code`; null where the answer has none (a proxy's page, an old answer). */
  code: string | null;
  /** `error` of the JSON body, or what there is of text. */
  message: string;
  /** What was asked for, as people call it: `the dataset ns/name`. */
  subject: string;
}

/** The viewer will never answer for this dataset; its files on the hub may still be readable. */
export class ViewerUnavailableError extends InvalidInputError {
  override readonly name = "ViewerUnavailableError";
}

const TOKEN_HINT = "Check the spelling; if it is private or gated, set HF_TOKEN to a token that may read it.";

/** Codes with a meaning of their own, whatever the status. */
const BY_CODE: Record<string, (refusal: HubRefusal) => AppError> = {
  ExternalUnauthenticatedError: ({ subject }) =>
    new NotFoundError(`Hugging Face shows no ${subject} without a token. ${TOKEN_HINT}`),
  ExternalAuthenticatedError: ({ subject }) =>
    new ForbiddenError(
      `The token in HF_TOKEN may not read ${subject}, or it does not exist. For a gated dataset, accept its terms on Hugging Face first.`,
    ),
  GatedRepo: ({ subject }) =>
    new ForbiddenError(
      `Access to ${subject} is gated. Accept its terms on Hugging Face and set HF_TOKEN to a token of that account.`,
    ),
  RepoNotFound: ({ subject }) => new NotFoundError(`Hugging Face has no ${subject}, or not for us. ${TOKEN_HINT}`),
  RevisionNotFound: ({ subject }) => new NotFoundError(`There is no such revision of ${subject}.`),
  EntryNotFound: ({ subject }) => new NotFoundError(`The file is not in ${subject}.`),
  RenamedDatasetError: ({ subject }) =>
    new NotFoundError(`On Hugging Face, ${subject} has a new name. Use its current one.`),
  ConfigNotFoundError: ({ subject }) => new NotFoundError(`There is no such configuration of ${subject}.`),
  SplitNotFoundError: ({ subject }) => new NotFoundError(`There is no such split of ${subject}.`),
  DatasetWithScriptNotSupportedError: viewerNever("it is made by a loading script, which the viewer does not run"),
  DatasetInBlockListError: viewerNever("Hugging Face has switched the viewer off for it"),
  NotSupportedDisabledViewerError: viewerNever("its owner has switched the viewer off"),
  NotSupportedPrivateRepositoryError: viewerNever("the viewer shows private datasets of paying accounts only"),
  NotSupportedTagNFAAError: viewerNever("it is marked as not for all audiences"),
  DatasetWithTooManyConfigsError: viewerNever("it has more configurations than the viewer takes"),
  JobManagerCrashedError: viewerNever("the viewer failed on it"),
  JobManagerExceededMaximumDurationError: viewerNever("the viewer took too long over it"),
  SearchFeatureNotAvailableError: ({ subject }) => new InvalidInputError(`There is no text to search in ${subject}.`),
  MissingRequiredParameter: invalid,
  InvalidParameter: invalid,
  TooBigContentError: ({ subject, status }) =>
    status === 501
      ? new ViewerUnavailableError(`The viewer does not show ${subject}: its rows are too big for it.`)
      : new InvalidInputError(`The rows of ${subject} are too big to be read so many at once.`),
  ResponseNotReady: busy,
  AuthCheckHubRequestError: busy,
};

/**
 * What a refusal of Hugging Face means to us: its code decides where there is one, then message and status.
 * Of the server's own text, little is passed on: it is written for its developers.
 */
export function toHubError(refusal: HubRefusal): AppError {
  const { status, code, message, subject } = refusal;
  const known = code ? BY_CODE[code] : undefined;
  if (known) return known(refusal);
  if (/not ready yet|busier than usual/.test(message)) return busy(refusal);
  if (/has been renamed/.test(message)) return renamed(refusal);
  if (status === 429 || status === 408) return busy(refusal);
  if (status === 401) return unauthenticated(refusal);
  if (status === 403) return gated(refusal);
  if (status === 404 || status === 410) return missing(refusal);
  if (status === 501) {
    return new ViewerUnavailableError(`The dataset viewer does not show ${subject}: ${clean(message)}`);
  }
  if (status >= 400 && status < 500) return invalid(refusal);
  if (status === 500 && !isPassing(message)) {
    return new InvalidInputError(`Hugging Face cannot read ${subject}: ${clean(message)}`);
  }
  return new UpstreamError(`Hugging Face could not answer for ${subject} (status ${status}).`);
}

/** A 500 with a reason is the dataset's own fault and stays; without one it may be the server's. */
const isPassing = (message: string): boolean => /^(unexpected error|internal server error)?\.?$/i.test(message.trim());

function renamed({ subject }: HubRefusal): AppError {
  return new NotFoundError(`On Hugging Face, ${subject} has a new name. Use its current one.`);
}

function unauthenticated({ subject }: HubRefusal): AppError {
  return new NotFoundError(`Hugging Face shows no ${subject} without a token that may read it. ${TOKEN_HINT}`);
}

function gated({ subject }: HubRefusal): AppError {
  return new ForbiddenError(
    `Hugging Face refuses ${subject}. If it is gated, accept its terms there and set HF_TOKEN to a token of that account.`,
  );
}

function missing({ subject, message }: HubRefusal): AppError {
  const isAccess = /not accessible/.test(message);
  return new NotFoundError(
    isAccess
      ? `Hugging Face shows no ${subject} to us. ${TOKEN_HINT}`
      : `There is nothing of this name on Hugging Face: ${subject}. Check dataset, configuration and split.`,
  );
}

function invalid({ message }: HubRefusal): AppError {
  return new InvalidInputError(`Hugging Face refused the request: ${clean(message)}`);
}

function busy({ subject }: HubRefusal): AppError {
  return new UpstreamError(`Hugging Face is still preparing its answer for ${subject}.`);
}

function viewerNever(why: string): (refusal: HubRefusal) => AppError {
  return ({ subject }) => new ViewerUnavailableError(`The dataset viewer does not show ${subject}: ${why}.`);
}

/** The server's words on one line, as a sentence. */
function clean(message: string): string {
  const text = message.replaceAll(/\s+/g, " ").trim().slice(0, 300);
  if (text === "") return "it gives no reason.";
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

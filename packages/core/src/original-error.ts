/**
 * What failed first: unwraps the `SuppressedError` that `using` throws if disposing fails after another error. Its own message is
 * empty where the runtime has no such class (Node 20).
 */
export function originalError(error: unknown): unknown {
  return isSuppressed(error) ? originalError(error.suppressed) : error;
}

/** The errors of disposing that hid {@link originalError}, in the order in which they were thrown. */
export function disposalErrors(error: unknown): readonly unknown[] {
  return isSuppressed(error) ? [...disposalErrors(error.suppressed), error.error] : [];
}

function isSuppressed(error: unknown): error is Error & { error: unknown; suppressed: unknown } {
  return error instanceof Error && error.name === 'SuppressedError' && 'suppressed' in error;
}

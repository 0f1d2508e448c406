/**
 * Port: makes a detached signature of some bytes, as text. Rejects with `SIGN_FAILED` if there can't be one; then what was to be
 * signed isn't published.
 */
export type SignBytes = (message: Uint8Array) => Promise<string>;

/** The hash algorithm of a repository's object ids. */
export type ObjectFormat = 'sha1' | 'sha256';

/** Bytes of an object id. */
export const hashLengths = { sha1: 20, sha256: 32 } as const;

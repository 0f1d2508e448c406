/** Modes of tree and index entries that aren't regular files. */
export const entryModes = {
  directory: 0o40000,
  symbolicLink: 0o120000,
  /** A submodule. */
  gitlink: 0o160000,
} as const;

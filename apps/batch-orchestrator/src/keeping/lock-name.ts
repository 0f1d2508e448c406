/** A link in a directory in which a run archives and prunes, to the id of that run. */
export const lockName = '.create-dump.lock';

/** Name of the symbolic link that marks a directory as locked; its target names the run. */
export const lockName = '.create-dump.lock';

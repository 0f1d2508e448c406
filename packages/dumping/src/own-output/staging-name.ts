/** Name of the directory in which a batch stages its dumps until they are published. */
export function stagingName(runId: string): string {
  return `.create-dump-batch-${runId}`;
}

/** The id of the run that a staging directory belongs to; undefined if `name` isn't one from {@link stagingName}. */
export function parseStagingName(name: string): string | undefined {
  return /^\.create-dump-batch-([0-9a-z-]{1,80})$/.exec(name)?.[1];
}

/** The directory in which a batch puts dumps until they are published, by the id of its run. */
export function stagingName(runId: string): string {
  return `.create-dump-batch-${runId}`;
}

/** The id of the run whose staging has this name; undefined if it isn't such a name. */
export function parseStagingName(name: string): string | undefined {
  return /^\.create-dump-batch-([0-9a-z-]{1,80})$/.exec(name)?.[1];
}

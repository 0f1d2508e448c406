// GitHub's parser keeps a fence's length in eight bits: a run of 255 closes any longer fence.
const longestFence = 254;

/** The longest runs of the two fence characters in a content. */
export interface FenceRuns {
  readonly backticks: number;
  readonly tildes: number;
}

/**
 * A fence that no line of the content can close: one longer than the longest run anywhere in it. Undefined if there is
 * none, and the content must be encoded.
 */
export function chooseFence({ backticks, tildes }: FenceRuns): string | undefined {
  if (backticks < longestFence) return '`'.repeat(Math.max(3, backticks + 1));
  if (tildes < longestFence) return '~'.repeat(Math.max(3, tildes + 1));
  return undefined;
}

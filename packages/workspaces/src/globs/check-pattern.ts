import { invalidManifest } from '../manifests/manifest-fault.js';

/** In bytes. */
const lengthLimit = 4096;

/** How many patterns the braces of one pattern may expand to. */
const expansionLimit = 1000;

/** Wildcards in one part of a path, and parts with `**`: matching takes time exponential in these numbers. */
const wildcardLimit = 4;

/**
 * Refuses a pattern that can't be matched in bounded time and memory.
 *
 * @param source The file that contains it, relative to the root, or the option.
 * @throws {CreateDumpError} `CONFIG_INVALID`.
 */
export function checkPattern(source: string, pattern: string): void {
  const fault = findFault(pattern);
  if (fault !== undefined) throw invalidPattern(source, pattern, fault);
}

/**
 * The error for an unusable pattern.
 *
 * @param fault Completes a sentence that begins with `which`.
 */
export function invalidPattern(source: string, pattern: string, fault: string, cause?: unknown) {
  const shown = pattern.length > 80 ? `${pattern.slice(0, 80)}…` : pattern;
  const what = `has the pattern ${JSON.stringify(shown)}, which ${fault}`;
  return invalidManifest({ file: source, what, cause });
}

function findFault(pattern: string): string | undefined {
  if (Buffer.byteLength(pattern) > lengthLimit) return `is longer than ${lengthLimit} bytes`;
  let expansions = 1;
  for (const [, alternatives = ''] of pattern.matchAll(/\{([^{}]*)\}?/g)) {
    expansions *= alternatives.split(',').length;
    if (expansions > expansionLimit) return `expands to more than ${expansionLimit} patterns`;
  }
  const parts = pattern.split('/');
  if (parts.some((part) => (part.match(/\*+/g) ?? []).length > wildcardLimit)) {
    return `has more than ${wildcardLimit} wildcards in one part`;
  }
  if (parts.filter((part) => part.includes('**')).length > wildcardLimit) {
    return `has more than ${wildcardLimit} parts with **`;
  }
  // `+(+(a))` takes exponential time.
  return /[+*]\([^)]*[+*]/.test(pattern) ? 'repeats a repetition' : undefined;
}

import { invalidManifest } from '../manifests/invalid-manifest.js';
import { patternFault } from './pattern-fault.js';

/**
 * Refuses a pattern that would take too long.
 *
 * @param source The file that has it, relative to the root, or the option.
 * @throws {CreateDumpError} `CONFIG_INVALID`.
 */
export function checkPattern(source: string, pattern: string): void {
  const fault = patternFault(pattern);
  if (fault !== undefined) throw invalidPattern(source, pattern, fault);
}

/** The error for a pattern; `fault` is the rest of a sentence that begins with `which`. */
export function invalidPattern(file: string, pattern: string, fault: string, cause?: unknown) {
  const shown = pattern.length > 80 ? `${pattern.slice(0, 80)}…` : pattern;
  const what = `has the pattern ${JSON.stringify(shown)}, which ${fault}`;
  return invalidManifest({ file, what, cause });
}

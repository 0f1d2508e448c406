import { CreateDumpError } from '@create-dump/core';
import type { ProjectSearchContext } from '../project-finder.js';

/**
 * What `read` resolves with; where a manifest is at fault, undefined, and a warning.
 *
 * @param consequence A sentence that says what this means for the search.
 */
export async function tolerateFault<T>(
  { warn }: ProjectSearchContext,
  consequence: string,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CreateDumpError) || error.code !== 'CONFIG_INVALID') throw error;
    warn(`${error.message} ${consequence}`);
    return undefined;
  }
}

import type { OwnProcess } from '@create-dump/dumping';
import { createRunId, errorCode } from '@create-dump/files';
import { giveSignsOfLife } from '../staging/sign-of-life.js';
import { makeStaging, removeStaging } from '../staging/staging-directory.js';

interface StagingContext {
  readonly process: Pick<OwnProcess, 'pid' | 'hostname'>;
  readonly now: () => Date;
}

export interface OpenStaging extends AsyncDisposable {
  readonly path: string;
  readonly runId: string;
}

/** A staging directory for one task. A process may work on several tasks at once. */
export async function openStaging(
  destination: string,
  { process, now }: StagingContext,
): Promise<OpenStaging> {
  for (let at = now().getTime(); ; at++) {
    const runId = createRunId({ ...process, now: new Date(at) });
    try {
      const path = await makeStaging(destination, runId);
      const signs = await giveSignsOfLife(path);
      const dispose = async () => {
        signs[Symbol.dispose]();
        // What can't be removed is left to the recovery of a later run.
        await removeStaging(path).catch(() => {});
      };
      return { path, runId, [Symbol.asyncDispose]: dispose };
    } catch (error) {
      if (errorCode((error as Error).cause) !== 'EEXIST') throw error;
    }
  }
}

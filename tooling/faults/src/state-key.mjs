import { createHash } from 'node:crypto';
import { normalizeName } from './normalize-name.mjs';

/**
 * Two directories with the same key differ only in times, run ids and digests: a run has the same work to do in both. Runs that
 * are killed or failed at neighbouring calls often leave such states, so one re-run judges them all.
 *
 * @param {import('./survey-directory.mjs').Survey} survey
 */
export function stateKey(survey) {
  const lines = [...survey].map(([path, { type, mode, digest, bytes }]) => {
    const content = bytes === undefined ? digest : bytes.toString('latin1');
    return JSON.stringify([normalizeName(path), type, mode, normalizeName(content)]);
  });
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

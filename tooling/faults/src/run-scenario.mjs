import { createSlot } from './create-slot.mjs';

/**
 * @typedef {{ injection: import('./list-injections.mjs').Injection, verdict: import('./create-slot.mjs').Verdict }} Outcome
 */

/**
 * Runs injections of a scenario, `jobs` at a time.
 *
 * @param {import('./prepare-scenario.mjs').Rig} rig
 * @param {import('./prepare-scenario.mjs').Prepared} prepared
 * @param {{ injections: readonly import('./list-injections.mjs').Injection[], jobs: number }} options
 * @returns {Promise<Outcome[]>} in the order of the injections
 */
export async function runScenario(rig, prepared, { injections, jobs }) {
  const known = new Map();
  /** @type {Outcome[]} */
  const outcomes = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: jobs }, async (_, number) => {
      const inject = createSlot(rig, prepared, { number, known });
      while (next < injections.length) {
        const at = next++;
        const injection = injections[at];
        if (injection !== undefined) outcomes[at] = { injection, verdict: await inject(injection) };
      }
    }),
  );
  return outcomes;
}

import { faultKinds } from './fault-kinds.mjs';

/**
 * @typedef {{ call: import('./prepare-scenario.mjs').Call, fault: import('./fault-kinds.mjs').FaultKind }} Injection
 */

const writes = new Set(['write', 'writev', 'pwrite64', 'pwritev64', 'sendfile64']);

/**
 * Each call with each fault that applies to it.
 *
 * @param {readonly import('./prepare-scenario.mjs').Call[]} calls
 * @param {readonly import('./fault-kinds.mjs').FaultKind[]} [kinds]
 * @returns {Injection[]}
 */
export function listInjections(calls, kinds = faultKinds) {
  return calls.flatMap((call) =>
    kinds
      .filter(({ onlyWrites }) => !onlyWrites || writes.has(call.name))
      .map((fault) => ({ call, fault })),
  );
}

/**
 * Resolves when the event loop has turned: what works for long in one go lets others in. (The function of that kind in
 * `node:timers/promises` costs 2 ms to load, more than many a run's whole work.)
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

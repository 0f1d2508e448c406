/**
 * Yields to the event loop once, so that long synchronous work doesn't hold up signals and I/O. (`node:timers/promises` has
 * such a function, but takes 2 ms to load, longer than a small run.)
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

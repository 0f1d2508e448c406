import { expect, it } from 'vitest';
import * as api from '../src/index.js';

// A change of this list affects users and needs a changeset.
it('exports these values', () => {
  expect(Object.keys(api).sort()).toStrictEqual([
    'addToTextfile',
    'createMetrics',
    'createWorkerMetrics',
    'jobOutcomes',
    'parseGateway',
    'pushMetrics',
    'runOutcomes',
    'serveMetrics',
  ]);
});

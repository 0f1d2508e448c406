import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // One more than processors: some tests wait for a clock or a server. By default one processor would be left free.
    maxWorkers: availableParallelism() + 1,
    projects: [
      'packages/*',
      'apps/*',
      'tooling/{testing,s3,bench,docs-site,faults,release,test-coverage,test-hosts}',
      'docs/examples',
    ],
  },
});

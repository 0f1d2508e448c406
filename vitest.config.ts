import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // By default one processor is left free, which halves the speed of a machine with two.
    maxWorkers: '100%',
    projects: [
      'packages/*',
      'apps/*',
      'tooling/{testing,bench,docs-site,faults,release,test-coverage,test-hosts}',
      'docs/examples',
    ],
  },
});

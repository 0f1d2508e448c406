import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

// Named here because Vite doesn't follow a tsconfig's `extends` through the links of a workspace.
const tsconfig = fileURLToPath(new URL('../../tsconfig.base.json', import.meta.url));

/** A package's tests: `test/**\/*.test.ts`, on the sources of every workspace package (no build needed). */
export const testProject = (name) =>
  defineProject({
    tsconfig,
    resolve: { conditions: ['@create-dump/source'] },
    ssr: { resolve: { conditions: ['@create-dump/source'] } },
    test: {
      name,
      include: ['test/**/*.test.ts'],
      environment: 'node',
      setupFiles: [fileURLToPath(new URL('fix-seed.mjs', import.meta.url))],
      // Files share a process and what it has loaded: loading anew for each would take longer than most tests. No test changes what
      // others see.
      isolate: false,
      // No test measures time by it: it only has to end on a machine that is busy with others.
      testTimeout: 300_000,
      hookTimeout: 300_000,
      // Set only here, as tests run: programs that tests spawn write their coverage, vitest's processes don't.
      env: process.env['SPAWNED_COVERAGE']
        ? { NODE_V8_COVERAGE: process.env['SPAWNED_COVERAGE'] }
        : {},
    },
  });

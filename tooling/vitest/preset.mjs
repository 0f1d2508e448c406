import { defineProject } from 'vitest/config';

/** A package's tests: `test/**\/*.test.ts`, on the sources of every workspace package (no build needed). */
export const testProject = (name) =>
  defineProject({
    resolve: { conditions: ['@create-dump/source'] },
    ssr: { resolve: { conditions: ['@create-dump/source'] } },
    test: { name, include: ['test/**/*.test.ts'], environment: 'node' },
  });

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { decodePath } from '@create-dump/core';
import { findTool, git, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCollector, explainPaths, type Explanation } from '../../src/index.js';
import { arbitraryWorkTree } from '../arbitrary/arbitrary-work-tree.js';
import { buildWorkTree } from '../arbitrary/build-work-tree.js';
import { directoriesOf, presentFiles } from '../arbitrary/present-files.js';
import { checkIgnore } from '../judges/check-ignore.js';

const runs = Number(process.env['COLLECTOR_TREES'] ?? 150);
const { signal } = new AbortController();

test.skipIf(findTool('git') === undefined)(
  `names the rules that git check-ignore names, and agrees with the collector, on ${runs} random work trees (needs git)`,
  { timeout: 600_000 },
  async () => {
    using directory = temporaryDirectory();
    const template = join(directory.path, 'template');
    git(directory.path, 'init', '-q', '-b', 'main', '--template=', template);
    let number = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryWorkTree, async (workTree) => {
        const top = join(directory.path, `tree-${number++}`);
        buildWorkTree({ ...workTree, root: '' }, top, template);
        const options = { root: top, excludesFile: `${top}.global` };
        const present = presentFiles(workTree);
        const isNested = (path: string) =>
          workTree.repositories.some((top) => path === top || path.startsWith(`${top}/`));
        const paths = [...present, ...directoriesOf(present)].filter((path) => !isNested(path));
        const explanations = await explainPaths(options, paths.map(decode), signal);
        const { files } = await createCollector(options)(signal);
        const chosen = new Set(files.map(({ path }) => path));
        expect(explanations.filter((one) => one.chosen !== chosen.has(one.path))).toEqual([]);
        const named = checkIgnore(top, paths);
        const pairs = explanations.flatMap(({ path, reason }, at) =>
          /ignored|untracked/.test(reason.kind)
            ? [{ path, ours: ruleOf(reason), git: textOf(named[at]) }]
            : [],
        );
        expect(pairs.filter((pair) => pair.ours !== pair.git)).toEqual([]);
        rmSync(top, { recursive: true });
      }),
      { numRuns: runs },
    );
  },
);

function decode(latin1: string): string {
  return decodePath(Buffer.from(latin1, 'latin1'));
}

function ruleOf(reason: Explanation['reason']): string {
  const rule = reason.kind === 'ignored' || reason.kind === 'untracked' ? reason.rule : undefined;
  return rule === undefined ? '' : `${rule.source}:${rule.line}:${rule.pattern}`;
}

function textOf(named: ReturnType<typeof checkIgnore>[number]): string {
  return named === undefined ? '' : decode(`${named.source}:${named.line}:${named.pattern}`);
}

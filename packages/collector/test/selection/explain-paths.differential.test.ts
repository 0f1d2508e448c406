import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { decodePath, encodePath } from '@create-dump/core';
import { findTool, git, gitEnvironment, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCollector, explainPaths, type Explanation } from '../../src/index.js';
import { arbitraryWorkTree, type WorkTree } from '../arbitrary/arbitrary-work-tree.js';
import { buildWorkTree } from '../arbitrary/build-work-tree.js';

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
        const paths = pathsOf(workTree);
        const explanations = await explainPaths(options, paths, signal);
        const { files } = await createCollector(options)(signal);
        const chosen = new Set(files.map(({ path }) => path));
        expect(explanations.filter((one) => one.chosen !== chosen.has(one.path))).toEqual([]);
        const comparable = explanations.filter(({ reason }) =>
          /ignored|untracked/.test(reason.kind),
        );
        const rules = comparable.map(({ path, reason }) => `${path}: ${ruleOf(reason)}`);
        expect(rules).toEqual(
          checkIgnore(
            top,
            comparable.map(({ path }) => path),
          ),
        );
        rmSync(top, { recursive: true });
      }),
      { numRuns: runs },
    );
  },
);

/** What is there: files, links and the directories above them, except those in nested repositories. */
function pathsOf({ files, links, removed, repositories }: WorkTree): string[] {
  const gone = new Set(removed);
  const present = [...files, ...links.keys()].filter((file) => !gone.has(file));
  const directories = present.flatMap((file) =>
    file
      .split('/')
      .slice(0, -1)
      .map((_, at, parts) => parts.slice(0, at + 1).join('/')),
  );
  return [...new Set([...present, ...directories])]
    .filter((path) => !repositories.some((top) => path === top || path.startsWith(`${top}/`)))
    .map(decode);
}

function decode(latin1: string): string {
  return decodePath(Buffer.from(latin1, 'latin1'));
}

function ruleOf(reason: Explanation['reason']): string {
  const rule = reason.kind === 'ignored' || reason.kind === 'untracked' ? reason.rule : undefined;
  return rule === undefined ? '' : `${rule.source}:${rule.line}:${rule.pattern}`;
}

function checkIgnore(top: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const input = Buffer.concat(paths.flatMap((path) => [encodePath(path), new Uint8Array(1)]));
  const output = runCheckIgnore(top, input).toString('latin1').split('\0').map(decode);
  return paths.map((_, at) => {
    const [source, line, pattern, path] = output.slice(at * 4, at * 4 + 4);
    return `${path}: ${source === '' ? '' : `${source}:${line}:${pattern}`}`;
  });
}

function runCheckIgnore(top: string, input: Buffer): Buffer {
  const args = [
    '-c',
    `core.excludesFile=${top}.global`,
    'check-ignore',
    '--no-index',
    '-z',
    '-v',
    '-n',
    '--stdin',
  ];
  try {
    return execFileSync('git', args, { cwd: top, env: gitEnvironment(), input, stdio: 'pipe' });
  } catch (error) {
    // 1: nothing is ignored.
    const { status, stdout } = error as { status: number; stdout: Buffer };
    if (status === 1) return stdout;
    throw error;
  }
}

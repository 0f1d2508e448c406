import { execFileSync } from 'node:child_process';
import { gitEnvironment } from '@create-dump/tooling-testing';

/** The rule that git names for a path; undefined if none matches. */
export type NamedRule =
  | { readonly source: string; readonly line: string; readonly pattern: string }
  | undefined;

/**
 * Asks `git check-ignore` for the rule that decides on each path. Paths and results are byte text.
 * @param top A work tree as `buildWorkTree` builds it.
 */
export function checkIgnore(top: string, paths: readonly string[]): NamedRule[] {
  if (paths.length === 0) return [];
  const input = Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1');
  const output = run(top, input).toString('latin1').split('\0');
  return paths.map((_, at) => {
    const [source = '', line = '', pattern = ''] = output.slice(at * 4, at * 4 + 3);
    return source === '' ? undefined : { source, line, pattern };
  });
}

function run(top: string, input: Buffer): Buffer {
  const config = ['-c', `core.excludesFile=${top}.global`];
  const args = [...config, 'check-ignore', '--no-index', '-z', '-v', '-n', '--stdin'];
  try {
    return execFileSync('git', args, { cwd: top, env: gitEnvironment(), input, stdio: 'pipe' });
  } catch (error) {
    // Exit code 1: nothing is ignored.
    const { status, stdout } = error as { status: number; stdout: Buffer };
    if (status === 1) return stdout;
    throw error;
  }
}

import { execFileSync } from 'node:child_process';

/** Runs git in `cwd` with a configuration and identity that don't depend on the machine; returns its output. */
export function git(cwd: string, ...args: readonly string[]): Buffer {
  return execFileSync('git', args, {
    cwd,
    env: gitEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 30,
  });
}

/** The environment of {@link git}: no system or user configuration, fixed identity and dates. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const who = { NAME: 'Test', EMAIL: 'test@example.org', DATE: '2026-01-01T00:00:00Z' };
  const identity = Object.entries(who).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  return {
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    ...Object.fromEntries(identity),
  };
}

/** A repository on branch `main` with everything below `root` committed. */
export function commitAll(root: string): void {
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A', '-f');
  git(root, 'commit', '-q', '--allow-empty', '-m', 'all');
}

import { execFileSync } from 'node:child_process';

/** Runs git, with `input` on standard input; undefined if git fails. */
export type RunGit = (cwd: string, args: readonly string[], input?: string) => Buffer | undefined;

/** @param home The user's home directory, which holds the only configuration besides the repository's. */
export function createGit(binary: string, home: string): RunGit {
  const who = { NAME: 'Test', EMAIL: 'test@example.org', DATE: '2026-01-01T00:00:00Z' };
  const identity = Object.entries(who).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    ...Object.fromEntries(identity),
  };
  return (cwd, args, input = '') => {
    try {
      const safe = ['-c', 'safe.directory=*', '-c', 'protocol.file.allow=always'];
      return execFileSync(binary, [...safe, ...args], {
        cwd,
        env,
        input,
        stdio: 'pipe',
      });
    } catch (error) {
      // check-ignore: nothing is ignored.
      const { status, stdout } = error as { status: number; stdout: Buffer };
      return status === 1 && stdout.length > 0 ? stdout : undefined;
    }
  };
}

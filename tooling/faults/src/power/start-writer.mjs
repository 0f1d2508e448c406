import { spawn } from 'node:child_process';

/**
 * Runs the program again and again, until stopped, and collects what it promised: a dump whose path it printed.
 *
 * @param {{ program: string, cwd: string, args: readonly string[], reported: Set<string> }} options `reported` gets the paths
 */
export function startWriter({ program, cwd, args, reported }) {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  const stopping = new AbortController();
  const done = (async () => {
    while (!stopping.signal.aborted) await runOnce();
  })();

  function runOnce() {
    const running = spawn(process.execPath, [program, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child = running;
    let text = '';
    running.stdout.setEncoding('utf8').on('data', (piece) => {
      text += piece;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) if (/^\/.*\.md$/.test(line)) reported.add(line);
    });
    return new Promise((resolve) => running.on('close', resolve));
  }

  return {
    /** Kills the run. */
    async stop() {
      stopping.abort();
      child?.kill('SIGKILL');
      await done;
    },
  };
}

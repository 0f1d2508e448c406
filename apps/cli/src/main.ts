import { availableParallelism, hostname, tmpdir } from 'node:os';
import { createEngine } from './process/engine.js';
import { StopSignal, stopSignalNames } from './process/stop-signal.js';
import { runCli } from './run-cli.js';

export interface MainOptions {
  readonly version: string;
  readonly homeDirectory: string | undefined;
}

/** Runs the program in this process: builds the {@link World}, turns signals into cancellation, sets the exit code. */
export async function main({ version, homeDirectory }: MainOptions): Promise<void> {
  const stop = new AbortController();
  for (const name of stopSignalNames) {
    process.on(name, () => {
      // A second signal has its default effect.
      if (stop.signal.aborted) {
        process.removeAllListeners(name);
        process.kill(process.pid, name);
      }
      stop.abort(new StopSignal(name));
    });
  }

  // A reader that went away (`| head`) is not an error here: the next write ends the run.
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);

  process.exitCode = await runCli({
    args: process.argv.slice(2),
    cwd: process.cwd(),
    env: process.env,
    // Read lazily: Node opens standard input on first access, and few commands need it.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    // git also falls back to / without a home.
    homeDirectory: homeDirectory ?? '/',
    temporaryDirectory: tmpdir(),
    pid: process.pid,
    hostname: hostname(),
    version,
    processors: availableParallelism(),
    renderScript: new URL('render-worker.js', import.meta.url),
    readerScript: new URL('reader-worker.js', import.meta.url),
    engine: createEngine(),
    now: () => new Date(),
    signal: stop.signal,
  });
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

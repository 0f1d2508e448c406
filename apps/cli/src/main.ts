import { availableParallelism, hostname, tmpdir } from 'node:os';
import { createEngine } from './process/engine.js';
import { runCli } from './run-cli.js';
import { StopSignal, stopSignalNames } from './process/stop-signal.js';

export interface MainOptions {
  readonly version: string;
  readonly homeDirectory: string | undefined;
}

/** The program in its process: from arguments and signals to the exit code. */
export async function main({ version, homeDirectory }: MainOptions): Promise<void> {
  const stop = new AbortController();
  for (const name of stopSignalNames) {
    process.on(name, () => {
      // Whoever insists gets what the signal does by default.
      if (stop.signal.aborted) {
        process.removeAllListeners(name);
        process.kill(process.pid, name);
      }
      stop.abort(new StopSignal(name));
    });
  }

  // A reader that went away (`| head`) is no error; the run ends at its next write.
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);

  process.exitCode = await runCli({
    args: process.argv.slice(2),
    cwd: process.cwd(),
    env: process.env,
    // Node opens it when it is asked for, which few commands do.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    // Where git looks if HOME is empty.
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

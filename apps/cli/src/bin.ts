#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { availableParallelism, homedir, hostname, tmpdir } from 'node:os';
import { runCli } from './run-cli.js';
import { StopSignal, stopSignalNames } from './stop-signal.js';

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

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/**
 * V8's defaults are for programs that run for hours. It is told to collect garbage before the heap has grown by more than a
 * fifth; and V8 11, Node 20's, to optimize a function after three times as much use: later ones have another scheme, and no
 * such flag (docs/decisions/0013).
 */
async function tuneEngine(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--heap-growing-percent=20');
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=400000');
}

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as {
  version: string;
};

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
  homeDirectory: homedir(),
  temporaryDirectory: tmpdir(),
  pid: process.pid,
  hostname: hostname(),
  version,
  processors: availableParallelism(),
  renderScript: new URL('render-worker.js', import.meta.url),
  readerScript: new URL('reader-worker.js', import.meta.url),
  prepareWork: tuneEngine,
  now: () => new Date(),
  signal: stop.signal,
});

import { exitCodes, StopSignal, stopSignalNames } from '@create-dump/observing';
import { availableParallelism, hostname, tmpdir } from 'node:os';
import { createEngine } from './process/engine.js';
import { leave } from './process/leave.js';
import { unblockTerminal } from './process/unblock-terminal.js';
import { watchForBlockedStop } from './process/watch-for-blocked-stop.js';
import { runCli } from './run-cli.js';

export interface MainOptions {
  readonly version: string;
  readonly homeDirectory: string | undefined;
  readonly cacheDirectory: string | undefined;
}

/** Runs the program in this process: builds the {@link World}, turns signals into cancellation, sets the exit code. */
export async function main({ version, homeDirectory, cacheDirectory }: MainOptions): Promise<void> {
  const stop = new AbortController();
  const engine = createEngine();
  let noteStop = () => {};
  for (const name of stopSignalNames) {
    process.on(name, () => {
      // A second signal has its default effect.
      if (stop.signal.aborted) {
        process.removeAllListeners(name);
        process.kill(process.pid, name);
      }
      const reason = new StopSignal(name);
      stop.abort(reason);
      noteStop();
      // A reader that has stopped would hold up the end of the run.
      setTimeout(() => endPendingOutput(reason), 300).unref();
    });
  }

  // `watchOutput` reports what standard output couldn't take. Messages that nobody can read must not fail the run.
  process.stdout.on('error', ignore);
  process.stderr.on('error', ignore);
  unblockTerminal(process.stdout);
  unblockTerminal(process.stderr);

  // For maintainers of this program, and in the way of its users: AWS's client says which versions of Node it will need next year.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const cwd = findWorkingDirectory();
  if (cwd === undefined) {
    process.stderr.write(
      'create-dump: The working directory no longer exists. Change to another.\n',
    );
    process.exitCode = exitCodes.failed;
    return;
  }
  process.exitCode = await runCli({
    args: process.argv.slice(2),
    cwd,
    env: process.env,
    // Read lazily: Node opens standard input on first access, and few commands need it.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    // git also falls back to / without a home.
    homeDirectory: homeDirectory ?? '/',
    cacheDirectory,
    temporaryDirectory: tmpdir(),
    get umask() {
      return process.umask();
    },
    pid: process.pid,
    hostname: hostname(),
    version,
    tool: `create-dump ${version}`,
    processors: availableParallelism(),
    renderScript: new URL('render-worker.js', import.meta.url),
    readerScript: new URL('reader-worker.js', import.meta.url),
    engine,
    watchForBlockedStop() {
      noteStop = watchForBlockedStop(engine, new URL('stop-worker.js', import.meta.url));
    },
    kill: (pid, signal) => process.kill(pid, signal),
    now: () => new Date(),
    signal: stop.signal,
  });
  const { stdout, stderr } = process;
  await leave({ stdout, stderr, signal: stop.signal, exit: () => process.exit() });
}

/** Undefined if it was removed. */
function findWorkingDirectory(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

function ignore(): void {}

function endPendingOutput(reason: StopSignal): void {
  if (process.stdout.writableLength > 0) process.stdout.destroy(reason);
}

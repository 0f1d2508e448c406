/*
 * `create-dump-batch`: the process, its arguments (`command-line/`) and configuration (`configuration/`), and what it does then: follow the
 * schedules (`serving/`), do one run (`running/`), print a plan (`showing/`), or do the jobs of a queue (`working/`).
 */
import { existsSync } from 'node:fs';
import { availableParallelism, homedir, hostname, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { usage } from '@create-dump/command-line';
import {
  describeError,
  exitCodeOf,
  exitCodes,
  StopSignal,
  stopSignalNames,
} from '@create-dump/observing';
import { helpText } from './command-line/help-text.js';
import { readArguments, type Request } from './command-line/read-arguments.js';
import { loadConfiguration } from './configuration/load-configuration.js';
import type { ServiceProcess } from './running/service-process.js';

/** Runs the program in this process, and ends it with its exit code. */
export async function main(version: string): Promise<void> {
  const world = createProcess(version, abortOnSignals());
  let exitCode;
  try {
    exitCode = await fulfil(readArguments(process.argv.slice(2)), world);
  } catch (error) {
    process.stderr.write(`create-dump-batch: ${describeError(error).message}\n`);
    exitCode = exitCodeOf(error);
  }
  process.exitCode = exitCode;
  // A run that doesn't stop must not keep the process alive.
  if (world.signal.aborted) process.exit();
}

async function fulfil(request: Request, world: ServiceProcess): Promise<number> {
  const print = (text: string) => {
    world.stdout.write(`${text.trimEnd()}\n`);
    return exitCodes.done;
  };
  if (request.do === 'help') return print(helpText);
  if (request.do === 'version') return print(world.version);
  if (request.do === 'worker' || request.do === 'dead') {
    const { doQueueCommand } = await import('./working/do-queue-command.js');
    return doQueueCommand(request, world);
  }
  const configuration = await loadConfiguration(request.config, world);
  if (request.do === 'check') {
    const { reportPlan } = await import('./showing/report-plan.js');
    return print(reportPlan(configuration, world.now()));
  }
  if (request.do === 'run') {
    const run = configuration.runs.find(({ name }) => name === request.run);
    if (run === undefined) {
      const names = configuration.runs.map(({ name }) => name).join(', ');
      throw usage(`--run "${request.run}": there is no such run. There are: ${names}.`);
    }
    const { performOnce } = await import('./running/perform-once.js');
    return performOnce(run, configuration, world);
  }
  const { runService } = await import('./serving/run-service.js');
  return runService(configuration, world);
}

function abortOnSignals(): AbortSignal {
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
  return stop.signal;
}

function createProcess(version: string, signal: AbortSignal): ServiceProcess {
  // A log that nobody reads any more must not end the service.
  process.stdout.on('error', ignore);
  process.stderr.on('error', ignore);
  const { env, stdout, stderr, pid } = process;
  const homeDirectory = homedir();
  return {
    cwd: process.cwd(),
    env,
    stdout,
    stderr,
    homeDirectory: isAbsolute(homeDirectory) ? homeDirectory : '/',
    cacheDirectory: findCacheDirectory(homeDirectory),
    temporaryDirectory: tmpdir(),
    pid,
    hostname: hostname(),
    version,
    processors: availableParallelism(),
    renderScript: new URL('render-worker.js', import.meta.url),
    now: () => new Date(),
    kill: (pid, signal) => process.kill(pid, signal),
    signal,
  };
}

/** systemd's CacheDirectory=, or the user's directory for caches. Undefined without either. */
function findCacheDirectory(homeDirectory: string): string | undefined {
  const { CACHE_DIRECTORY: own = '', XDG_CACHE_HOME: configured = '' } = process.env;
  const named = [own.split(':', 1)[0] ?? '', configured].find(isAbsolute);
  return named ?? (existsSync(homeDirectory) ? join(homeDirectory, '.cache') : undefined);
}

function ignore(): void {}

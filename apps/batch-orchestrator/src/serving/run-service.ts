/*
 * The service: a configuration goes in; until the signal is aborted, runs start when they are due (`@create-dump/schedules`), are done
 * (`running/`), logged and counted (`create-schedule-observer`), and /metrics, /healthz and /readyz are served.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createMetrics, serveMetrics } from '@create-dump/metrics';
import {
  describeError,
  exitCodeOf,
  exitCodes,
  type Logger,
  openLogger,
  StopSignal,
} from '@create-dump/observing';
import { createScheduler, type Scheduler } from '@create-dump/schedules';
import type { Configuration } from '../configuration/configuration.js';
import { createAct } from '../running/create-act.js';
import type { ServiceProcess } from '../running/service-process.js';
import { createIds } from './create-ids.js';
import { createScheduleObserver } from './create-schedule-observer.js';
import { openState } from './open-state.js';
import { watchQueues } from './watch-queues.js';

/** In milliseconds. A run that doesn't end on a signal must not hold up the machine's shutdown. */
const longestStop = 9500;

/** In milliseconds. The loop looks at the clock at least once a minute. */
const longestSilence = 150_000;

/** Follows the schedules until the signal is aborted; returns the exit code, 128 + n after signal n. */
export async function runService(
  configuration: Configuration,
  process: ServiceProcess,
): Promise<number> {
  const log = await openServiceLog(configuration, process);
  try {
    return await serve(configuration, process, log);
  } catch (error) {
    const { code, message } = describeError(error);
    log({ level: 'error', message, fields: { code } });
    // A port that is taken isn't a mistake in the configuration, and the service isn't started without: nobody could watch it.
    return code === 'USAGE' ? exitCodes.failed : exitCodeOf(error);
  }
}

async function serve(
  configuration: Configuration,
  process: ServiceProcess,
  log: Logger,
): Promise<number> {
  const { now, version, signal } = process;
  const { runs, state: directory } = configuration;
  const metrics = createMetrics({ version, now });
  const runMetrics = metrics.trackRuns(runs.map(({ name }) => name));
  const life = { lastLook: performance.now(), isReady: false };
  const queues = await watchQueues(configuration, process, log);
  await using server = await serveMetrics({
    ...configuration.listen,
    expose: metrics.expose,
    isHealthy: () => performance.now() - life.lastLook < longestSilence,
    isReady: () => life.isReady && !signal.aborted && queues.areReachable(),
  });
  const warn = (message: string) => log({ level: 'warn', message });
  await using history = await openState({ directory, warn }, process);
  for (const one of history.records()) {
    if (
      'id' in one &&
      one.outcome === 'done' &&
      one.finished !== null &&
      runs.some(({ name }) => name === one.run)
    )
      runMetrics.succeeded(one.run, one.finished);
  }
  const observe = createScheduleObserver({ log, metrics: runMetrics, runs, history, now });
  const scheduler = createScheduler({
    runs,
    history,
    act: createAct({ ...configuration, metrics }, process),
    now,
    setTimer(callback, milliseconds) {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    createId: createIds(process),
    observe(event) {
      if (event.type === 'looked') life.lastLook = performance.now();
      observe(event);
    },
  });
  tellStart(log, scheduler, { version, url: server.url, directory });
  await scheduler.start();
  life.isReady = true;
  await untilAborted(signal);
  return await stop(scheduler, { log, signal });
}

function tellStart(
  log: Logger,
  scheduler: Scheduler,
  fields: Readonly<Record<string, unknown>>,
): void {
  log({ level: 'info', message: 'service started', fields });
  for (const [run, next] of scheduler.next()) {
    log({ level: 'info', message: 'run scheduled', fields: { run, next } });
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

interface StopContext {
  readonly log: Logger;
  readonly signal: AbortSignal;
}

async function stop(scheduler: Scheduler, { log, signal }: StopContext): Promise<number> {
  const reason: unknown = signal.reason;
  log({
    level: 'info',
    message: 'service stopping',
    fields: { reason: describeError(reason).message },
  });
  const giveUp = new AbortController();
  const stopped = scheduler.stop(reason).then(() => true);
  const isStopped = await Promise.race([
    stopped,
    sleep(longestStop, false, { signal: giveUp.signal }).catch(() => true),
  ]);
  giveUp.abort();
  log(
    isStopped
      ? { level: 'info', message: 'service stopped' }
      : { level: 'error', message: 'service ended although a run had not stopped' },
  );
  return reason instanceof StopSignal ? reason.exitCode : exitCodes.failed;
}

function openServiceLog(
  { logLevel }: Configuration,
  { stderr, now }: ServiceProcess,
): Promise<Logger> {
  return openLogger({
    format: 'json',
    level: logLevel,
    bound: {},
    colors: false,
    now,
    write: (text) => void stderr.write(text),
  });
}

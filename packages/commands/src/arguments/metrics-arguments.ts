import type { MetricsOptions } from '@create-dump/observing';
import { type Arguments, readText, usage } from '@create-dump/command-line';

/**
 * Reads the metrics options. Undefined if no metrics are wanted, and with `--dry-run` or `--list`, which would be counted as
 * successful runs. Throws `USAGE` naming the option.
 */
export function readMetricsArguments(argv: Arguments): MetricsOptions | undefined {
  const request = {
    port: readPort(argv, 'metrics-port'),
    host: readHost(argv, 'metrics-host'),
    file: readTextfile(argv, 'metrics-file'),
    push: readText(argv, 'metrics-push'),
  };
  const { port, file, push } = request;
  const isWanted = port !== undefined || file !== undefined || push !== undefined;
  const isWork = argv['dry-run'] !== true && argv['list'] !== true;
  return isWanted && isWork ? request : undefined;
}

/** Undefined also for 0, with which the command line overrides a settings file. */
function readPort(argv: Arguments, name: string): number | undefined {
  const text = readText(argv, name);
  if (text === undefined || text === '0') return undefined;
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw usage(`--${name} "${text}" is not a port. Write 1 to 65535, or 0 for none.`);
}

function readHost(argv: Arguments, name: string): string | undefined {
  const text = readText(argv, name);
  if (text === undefined || /^[\w.:%-]+$/.test(text)) return text;
  throw usage(`--${name} "${text}" is not an address. Write 127.0.0.1, ::1 or a host's name.`);
}

function readTextfile(argv: Arguments, name: string): string | undefined {
  const text = readText(argv, name);
  if (text === undefined || /[^/]\.prom$/.test(text)) return text;
  throw usage(`--${name} "${text}" must end in .prom: node-exporter reads no other files.`);
}

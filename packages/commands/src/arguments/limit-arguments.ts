import { type Arguments, readSize, readText, usage } from '@create-dump/command-line';
import type { DumpLimits } from '@create-dump/dumping';

/** Reads the limits of a dump; undefined if there are none. Throws `USAGE` naming the option. */
export function readLimits(argv: Arguments): DumpLimits | undefined {
  const files = readFiles(argv);
  const bytes = readSize(argv, 'limit-size');
  if (files === undefined && bytes === undefined) return undefined;
  return { ...(files !== undefined && { files }), ...(bytes !== undefined && { bytes }) };
}

/** A larger number is most likely a typing error. */
const mostFiles = 1e12;

/** With less, no thread starts. In bytes. */
const leastMemory = 16e6;

/** Reads the memory of a worker thread, in bytes. Throws `USAGE` if it is too little. */
export function readThreadMemory(argv: Arguments): number | undefined {
  const bytes = readSize(argv, 'limit-memory');
  if (bytes === undefined || bytes >= leastMemory) return bytes;
  throw usage(
    `--limit-memory ${readText(argv, 'limit-memory')} is too little. Write at least 16MB.`,
  );
}

function readFiles(argv: Arguments): number | undefined {
  const text = readText(argv, 'limit-files');
  if (text === undefined) return undefined;
  if (/^[1-9]\d*$/.test(text) && Number(text) <= mostFiles) return Number(text);
  throw usage(`--limit-files "${text}" is not a number of files. Write 1 to ${mostFiles}.`);
}

/*
 * Wording and classification of system errors. An error comes in; its `errno` name, a clause for a message, or a whole
 * `CreateDumpError` comes out. Every message about a system error takes its wording from the tables here.
 */
import { getSystemErrorMap } from 'node:util';
import { errorCode } from './error-code.js';

/**
 * Describes an error as a clause: `no space left on device (ENOSPC)`. The wording comes from `reasons`, or else from libuv. For an
 * error that doesn't come from the system, it is the error's message.
 */
export function describeSystemError(error: unknown): string {
  const code = errorCode(error);
  const reason = code === undefined ? undefined : (reasons[code] ?? systemReason(error, code));
  if (reason !== undefined) return `${reason} (${code})`;
  // An AggregateError of several connection attempts has a code and no message.
  return (error instanceof Error && error.message) || code || String(error);
}

/** For codes that libuv doesn't know (EDQUOT, ESTALE), and where its wording is unclear. */
const reasons: Readonly<Record<string, string>> = {
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'the name is taken',
  EFBIG: 'the file is larger than the file system or a limit (ulimit -f) allows',
  EILSEQ: 'the file system refuses the name',
  EISDIR: 'it is a directory',
  ELOOP: 'there is a loop of symbolic links',
  ENOTDIR: 'a part of the path is not a directory',
  ESTALE: 'the network file system lost the file',
};

function systemReason(error: unknown, code: string): string | undefined {
  const number = error instanceof Error && 'errno' in error ? Number(error.errno) : 0;
  const [name, reason] = getSystemErrorMap().get(number) ?? [];
  // zlib has error numbers of its own: its -3 is Z_DATA_ERROR, not ESRCH.
  return name === code ? reason : undefined;
}

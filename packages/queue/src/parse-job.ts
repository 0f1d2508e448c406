import { isAbsolute, resolve } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import * as v from 'valibot';
import type { DumpJob } from './dump-job.js';
import { count, describeIssues, oneOf, patternSource, text } from './schemas.js';

/** The most bytes that a job has as JSON. */
export const maxJobBytes = 64 * 1024;

/**
 * Checks what came from the queue, which may be anything, and returns it as a job.
 * @throws {CreateDumpError} `USAGE` that names the first wrong value.
 */
export function parseJob(data: unknown): DumpJob {
  const size = Buffer.byteLength(JSON.stringify(data) ?? '');
  if (size > maxJobBytes) throw malformed(`it has ${size} bytes, and ${maxJobBytes} are allowed`);
  const parsed = v.safeParse(job, data, { abortEarly: true });
  if (parsed.success) return parsed.output;
  throw malformed(describeIssues(parsed.issues));
}

function malformed(what: string): CreateDumpError {
  return new CreateDumpError('USAGE', `The job is malformed: ${displayPath(what)}.`);
}

const isPlainPath = (path: string) =>
  isAbsolute(path) && resolve(path) === path && !path.includes('\0');
const absolute = v.pipe(text, v.check(isPlainPath, 'is not a plain absolute path'));

/** A relative path that stays below its root. */
const below = v.pipe(
  text,
  v.check(
    (path) =>
      !isAbsolute(path) &&
      !path.includes('\0') &&
      path.split(/[/\\]/).every((part) => part !== '..' && part !== '.' && part !== ''),
    'is not a path below the root',
  ),
);

/** Part of a file name. */
const prefix = v.pipe(
  text,
  // oxlint-disable-next-line no-control-regex -- none of them belongs into a name
  v.regex(/^[^/\\\u0000-\u001f\u007f]+$/, 'is no part of a file name'),
  v.check((name) => Buffer.byteLength(name) <= 220, 'is too long'),
);

const run = v.pipe(v.string(), v.regex(/^[0-9a-z-]{1,80}$/, 'is no run id'));

const time = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'is no time'),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'is no time'),
);

const url = v.pipe(
  v.string(),
  v.maxLength(2048),
  v.check(isPlainUrl, 'is not an https URL without credentials'),
);

function isPlainUrl(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    return protocol === 'https:' && username === '' && password === '';
  } catch {
    return false;
  }
}

const source = v.variant('kind', [
  v.strictObject({ kind: v.literal('path'), root: absolute, top: absolute }),
  v.strictObject({
    kind: v.literal('git'),
    url,
    commit: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'is no full commit id')),
  }),
]);

const texts = v.array(text);

const selection = v.strictObject({
  useGitignore: v.exactOptional(v.boolean()),
  trackedOnly: v.exactOptional(v.boolean()),
  recurseSubmodules: v.exactOptional(v.boolean()),
  gitMetadata: v.exactOptional(v.boolean()),
  files: v.exactOptional(texts),
  include: v.exactOptional(texts),
  exclude: v.exactOptional(texts),
  excludedDirs: v.exactOptional(texts),
  patternSources: v.exactOptional(
    v.strictObject({
      files: v.exactOptional(patternSource),
      include: v.exactOptional(patternSource),
      exclude: v.exactOptional(patternSource),
      excludedDirs: v.exactOptional(patternSource),
    }),
  ),
  nestedRoots: v.exactOptional(v.array(below)),
  maxSize: v.exactOptional(count),
});

const job: v.GenericSchema<unknown, DumpJob> = v.strictObject({
  version: v.literal(1),
  run,
  tool: v.pipe(v.string(), v.maxLength(200)),
  directory: text,
  name: text,
  prefix,
  sequence: v.pipe(count, v.maxValue(9999)),
  source,
  destination: absolute,
  isStaged: v.boolean(),
  generatedAt: time,
  isReproducible: v.boolean(),
  timeoutMs: v.nullable(count),
  treeName: v.nullable(text),
  selection,
  contents: v.nullable(oneOf('list', 'tree', 'none')),
  binary: v.nullable(oneOf('list', 'embed', 'skip')),
  compress: v.boolean(),
  mode: v.nullable(v.pipe(count, v.maxValue(0o777))),
  skipUnchanged: v.boolean(),
  strict: v.boolean(),
  group: v.nullable(text),
  limits: v.strictObject({ files: v.exactOptional(count), bytes: v.exactOptional(count) }),
  mustBeSigned: v.boolean(),
});

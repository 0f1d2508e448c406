/*
 * What jobs, results and progress have in common: the shapes of core's types as schemas of valibot. Everything that comes from the
 * queue passes one of them before it is used, in `parse-job.ts` and `parse-result.ts`.
 */
import { type DumpEvent, type SkippedFile, type SkipReason, skipReasons } from '@create-dump/core';
import * as v from 'valibot';

/** Paths, patterns and sentences. */
export const text = v.pipe(v.string(), v.maxLength(16_384));
/** A number of things, or a size in bytes. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is no digest'));

export function oneOf<const T extends readonly string[]>(...values: T) {
  return v.picklist(values);
}

export const patternSource = v.strictObject({
  setBy: v.exactOptional(text),
  isShared: v.exactOptional(v.boolean()),
});

export const patternOption = oneOf('files', 'include', 'exclude', 'excludedDirs');

const phase = oneOf('discover', 'render', 'publish');

const skippedFile: v.GenericSchema<unknown, SkippedFile> = v.strictObject({
  path: text,
  skipped: v.picklist(Object.keys(skipReasons) as SkipReason[]),
  mode: v.exactOptional(v.pipe(v.string(), v.maxLength(6))),
  size: v.exactOptional(count),
  sha256: v.exactOptional(sha256),
  detail: v.exactOptional(text),
});

/** The events of a dump, except for its publication. */
export const dumpEvents: v.GenericSchema<unknown, readonly DumpEvent[]> = v.pipe(
  v.array(
    v.variant('type', [
      v.strictObject({
        type: v.literal('phase-started'),
        phase,
        name: v.exactOptional(text),
        files: v.exactOptional(count),
        bytes: v.exactOptional(count),
      }),
      v.strictObject({ type: v.literal('phase-finished'), phase }),
      v.strictObject({
        type: v.literal('discovered'),
        files: count,
        bytes: count,
        ignored: count,
      }),
      v.strictObject({ type: v.literal('progressed'), files: count, bytes: count }),
      v.strictObject({ type: v.literal('file-skipped'), file: skippedFile }),
      v.strictObject({ type: v.literal('file-unstable'), path: text }),
      v.strictObject({ type: v.literal('warned'), message: text }),
      v.strictObject({
        type: v.literal('retried'),
        what: oneOf('read', 'write', 'on-result-url'),
        times: v.exactOptional(count),
        why: text,
      }),
      v.strictObject({
        type: v.literal('unchanged'),
        path: v.nullable(text),
        by: oneOf('stat', 'content', 'commit'),
        reread: count,
      }),
    ]),
  ),
  v.maxLength(10_000),
);

/** Names the first wrong value: `source.root: is not a plain absolute path`. */
export function describeIssues([first]: readonly [v.BaseIssue<unknown>, ...unknown[]]): string {
  const path = v.getDotPath(first);
  return `${path === null ? '' : `${path}: `}${first.message}`.slice(0, 300);
}

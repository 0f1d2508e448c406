import { findFlag, missingStore } from '@create-dump/config';
import { isStoreUrl } from '@create-dump/core';
import { type Arguments, usage } from '../arguments/argument-readers.js';
import type { CommandDefinition } from '../command-definition.js';

/**
 * Refuses addresses such as `s3://bucket/x` in all arguments that are paths, so that no command makes a directory `s3:`. Settings
 * are checked by the same rule where they are read.
 * @throws {CreateDumpError} `USAGE` naming the argument, without its value, which may hold a password.
 */
export function checkPaths(
  { positionals = [], options, stores = [] }: CommandDefinition,
  given: Arguments,
): void {
  for (const { name, completes } of positionals) {
    if (completes !== undefined) check(name, given[name], stores.includes(name));
  }
  for (const name of Object.keys(options)) {
    if (findFlag(name)?.kind.type === 'path')
      check(`--${name}`, given[name], stores.includes(name));
  }
}

function check(place: string, value: unknown, mayBeStore: boolean): void {
  for (const one of Array.isArray(value) ? value : [value]) {
    if (typeof one !== 'string' || (mayBeStore && isStoreUrl(one))) continue;
    const store = missingStore(one);
    if (store !== undefined) throw usage(`${place}: ${store}.`);
  }
}

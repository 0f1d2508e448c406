import { displayPath } from '@create-dump/core';

/** Where a value comes from. */
export type Origin =
  | { readonly from: 'default' }
  | {
      readonly from: 'user file' | 'project file';
      readonly path: string;
      /** From 1; undefined if the key was not found. */
      readonly line: number | undefined;
      readonly profile: string | undefined;
    }
  | { readonly from: 'environment'; readonly name: string }
  | { readonly from: 'flag'; readonly flag: string };

/** An origin as text: `default`, `project file /p/create-dump.toml:3`, `environment CREATE_DUMP_DEST`, `flag --dest`. */
export function formatOrigin(origin: Origin): string {
  if (origin.from === 'default') return 'default';
  if (origin.from === 'environment') return `environment ${origin.name}`;
  if (origin.from === 'flag') return `flag --${origin.flag}`;
  const { from, path, line, profile } = origin;
  const place = line === undefined ? displayPath(path) : `${displayPath(path)}:${line}`;
  return `${from} ${place}${profile === undefined ? '' : ` (profile ${displayPath(profile)})`}`;
}

import { type DumpName, parseDumpName } from '@create-dump/core';
import { pinExtension } from './pin-file.js';

/** The role of a file according to its name. */
export type NameRole =
  | { readonly role: 'dump'; readonly stem: string }
  | { readonly role: 'checksum'; readonly stem: string }
  /** Of the checksum file. */
  | { readonly role: 'signature'; readonly stem: string }
  /** A file beside a snapshot that protects it from removal: `touch x_all_code_dump_….keep`. */
  | { readonly role: 'pin'; readonly stem: string }
  /** Resembles the name of a dump, but isn't one. */
  | { readonly role: 'look-alike' }
  | { readonly role: 'other' };

const extensions = ['md', 'md.gz', 'json', 'json.gz'] as const;

/** The files of a snapshot share a stem: `{prefix}_all_code_dump_{stamp}[-{n}]`. */
export function roleOf(name: string): NameRole {
  const stem = stemOf(name, [...extensions]);
  if (stem !== undefined) return { role: 'dump', stem };
  const checked = stemOf(name, ['sha256']);
  if (checked !== undefined) return { role: 'checksum', stem: checked };
  const signed = stemOf(name, ['sha256.sig']);
  if (signed !== undefined) return { role: 'signature', stem: signed };
  const pins = [...extensions.map((extension) => `${extension}.${pinExtension}`), pinExtension];
  const pinned = stemOf(name, pins);
  if (pinned !== undefined) return { role: 'pin', stem: pinned };
  return /_all_(?:code|create)_dump_/.test(name) ? { role: 'look-alike' } : { role: 'other' };
}

/** The names a dump with this stem may have. */
export function dumpNames(stem: string): readonly string[] {
  return extensions.map((extension) => `${stem}.${extension}`);
}

/** Undefined if `stem` isn't the stem of a dump. */
export function parseStem(stem: string): DumpName | undefined {
  return parseDumpName(`${stem}.md`);
}

function stemOf(name: string, suffixes: readonly string[]): string | undefined {
  const suffix = suffixes.find((suffix) => name.endsWith(`.${suffix}`));
  const stem = suffix === undefined ? undefined : name.slice(0, -suffix.length - 1);
  return stem === undefined || parseStem(stem) === undefined ? undefined : stem;
}

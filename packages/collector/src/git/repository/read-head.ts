import { join } from 'node:path';
import { decodePath } from '@create-dump/core';
import { readRegularFile } from '@create-dump/files';
import type { RepositoryPlace } from './locate-repository.js';

export interface Head {
  readonly branch: string | null;
  readonly commit: string | null;
  readonly note?: string;
}

/** Resolves HEAD to a branch and a commit. Values that can't be determined are null; `note` says why. */
export function readHead(place: RepositoryPlace): Head {
  let ref = 'HEAD';
  let branch: string | null = null;
  for (let depth = 0; depth < maximalDepth; depth++) {
    const text = readRef(place, ref);
    if (text === undefined) {
      return ref === 'HEAD'
        ? { branch: null, commit: null, note: "HEAD can't be read." }
        : { branch, commit: null };
    }
    if (objectId.test(text)) return { branch, commit: text };
    const target = /^ref:\s*(.*)$/s.exec(text)?.[1];
    if (target === undefined || !isRefName(target)) {
      const note = `${ref === 'HEAD' ? 'HEAD' : 'The ref of HEAD'} holds neither a commit nor a ref.`;
      return { branch, commit: null, note };
    }
    ref = target;
    branch = ref.startsWith('refs/heads/') ? ref.slice(11) : ref;
  }
  return { branch: null, commit: null, note: 'The refs that HEAD leads to go in a circle.' };
}

/** The content of a ref: an object id or `ref: …`. Undefined if there is no such ref. */
export function readRef(place: RepositoryPlace, ref: string): string | undefined {
  // The name becomes part of a path, so it must be the name of a ref.
  if (!isRefName(ref) && !/^[A-Z][A-Z_]*$/.test(ref)) return undefined;
  const own = ref === 'HEAD' || /^refs\/(bisect|worktree|rewritten)\//.test(ref);
  const directory = own || !ref.startsWith('refs/') ? place.gitDirectory : place.commonDirectory;
  const loose = readRegularFile(join(directory, ref), { limit: refLimit, followLink: true });
  if (loose !== undefined) return decodePath(loose).trimEnd();
  return packedRefs(place).get(ref);
}

export const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Symbolic refs to follow before giving up. */
const maximalDepth = 6;
const refLimit = 1 << 12;
/** In bytes. */
export const packedRefsLimit = 2 ** 29;

/** Ref → object id. */
function packedRefs(place: RepositoryPlace): ReadonlyMap<string, string> {
  const path = join(place.commonDirectory, 'packed-refs');
  const bytes = readRegularFile(path, { limit: packedRefsLimit, followLink: true });
  const refs = new Map<string, string>();
  for (const [, id = '', ref = ''] of decodePath(bytes ?? new Uint8Array()).matchAll(
    /^([0-9a-f]{40,64}) (.+)$/gm,
  ))
    refs.set(ref, id);
  return refs;
}

/** The rules of `git check-ref-format`. */
function isRefName(ref: string): boolean {
  return (
    ref.startsWith('refs/') &&
    !/[\0-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|[/.]$/.test(ref)
  );
}

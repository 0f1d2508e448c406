import { CreateDumpError, displayPath } from '@create-dump/core';
import { findSubtree } from '../objects/find-subtree.js';
import type { ObjectStore } from '../objects/object-store.js';
import type { Repository } from './open-repository.js';
import { findUpstream } from './find-upstream.js';
import { parseRevision, type RevisionStep } from './parse-revision.js';
import { objectId, readRef } from './read-head.js';

/** A revision, resolved. */
export interface Revision {
  /** Null if the revision names a tree. */
  readonly commit: string | null;
  readonly tree: string;
  /** Null unless the revision is the name of a branch. */
  readonly branch: string | null;
  /** The revision names the tree of this directory: `REV:DIRECTORY`. */
  readonly path?: string;
  /** The tree that `path` counts from. */
  readonly top?: string;
}

/**
 * Resolves the name of a commit, tag or tree. {@link parseRevision} has the forms.
 * @throws {CreateDumpError} `USAGE` if there is no such revision, `REPOSITORY_UNREADABLE` if its objects can't be read.
 */
export function resolveRevision(
  repository: Repository,
  store: ObjectStore,
  name: string,
): Revision {
  const { base, isUpstream, steps, path } = parseRevision(name);
  const found = isUpstream
    ? resolveUpstream(repository, base, name)
    : resolveBase(repository, store, base);
  if (found === undefined) {
    if (repository.unknown !== undefined)
      throw unreadable(`${repository.unknown} Name the commit by its id.`);
    throw noRevision(name, 'it is neither a ref nor an object');
  }
  const oid = steps.reduce((start, step) => follow(store, start, step, name), found.oid);
  const branch = steps.length === 0 && !isUpstream ? branchOf(repository, found.ref) : null;
  const revision = describe(store, oid, branch, name);
  return path === undefined ? revision : atPath(store, revision, path, name);
}

function follow(store: ObjectStore, oid: string, step: RevisionStep, name: string): string {
  if (step.kind === 'ancestor') return ancestor(store, oid, step.generations, name);
  if (step.kind === 'parent') return parent(store, oid, step.number, name);
  if (step.to !== 'object') return peelTo(store, oid, step.to, name);
  requireHeader(store, oid, name);
  return oid;
}

function atPath(store: ObjectStore, { tree }: Revision, path: string, name: string): Revision {
  const found = findSubtree(store, tree, path === '' ? '' : `${path}/`);
  if (found === undefined) throw noRevision(name, `${displayPath(path)} is not a directory in it`);
  return { commit: null, tree: found, branch: null, path, top: tree };
}

interface Found {
  readonly oid: string;
  readonly ref?: string;
}

function resolveBase(repository: Repository, store: ObjectStore, name: string): Found | undefined {
  const lower = name.toLowerCase();
  if (objectId.test(lower)) return { oid: lower };
  const head = name === '@' ? 'HEAD' : name;
  const candidates = ['', 'refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'].map(
    (prefix) => prefix + head,
  );
  for (const ref of [...candidates, `refs/remotes/${head}/HEAD`]) {
    const oid = followRef(repository, ref);
    if (oid !== undefined) return { oid, ref };
  }
  // What git describe prints, such as v1.0-3-g1234abc: only the id counts, and it is a commit's.
  const described = /.-g([0-9a-f]{4,64})$/.exec(lower)?.[1];
  const prefix = described ?? lower;
  if (!/^[0-9a-f]{4,64}$/.test(prefix)) return undefined;
  const [oid, ...others] = store
    .findPrefix(prefix)
    .filter((id) => described === undefined || store.findHeader(id)?.kind === 'commit');
  if (others.length > 0) throw noRevision(name, 'more than one object id starts with it');
  return oid === undefined ? undefined : { oid };
}

function resolveUpstream(repository: Repository, base: string, name: string): Found | undefined {
  const isCurrent = base === '' || base === '@' || base === 'HEAD';
  const branch = isCurrent ? repository.head.branch : base.replace(/^(refs\/)?heads\//, '');
  if (branch === null) {
    if (repository.unknown !== undefined) return undefined;
    throw noRevision(name, 'HEAD is not on a branch');
  }
  const ref = findUpstream(repository, branch);
  if (ref === undefined) throw noRevision(name, `the branch ${branch} has no upstream`);
  const oid = followRef(repository, ref);
  if (oid === undefined)
    throw noRevision(name, `its upstream ${ref} does not exist; git fetch gets it`);
  return { oid, ref };
}

function followRef(repository: Repository, name: string): string | undefined {
  let ref = name;
  for (let depth = 0; depth < 6; depth++) {
    const text = readRef(repository, ref);
    if (text === undefined) return undefined;
    const id = text.split(/\s/, 1)[0] ?? '';
    if (objectId.test(id)) return id;
    const target = /^ref:\s*(.*)$/s.exec(text)?.[1];
    if (target === undefined) return undefined;
    ref = target;
  }
  return undefined;
}

function branchOf({ head }: Repository, ref: string | undefined): string | null {
  if (ref === 'HEAD') return head.branch;
  return ref?.startsWith('refs/heads/') ? ref.slice(11) : null;
}

function describe(store: ObjectStore, oid: string, branch: string | null, name: string): Revision {
  const target = peelTo(store, oid, 'any', name);
  const isTree = requireHeader(store, target, name).kind === 'tree';
  return {
    commit: isTree ? null : target,
    tree: peelTo(store, target, 'tree', name),
    branch,
  };
}

/** Dereferences tags, unless a tag is wanted, and a commit to its tree if a tree is wanted. */
function peelTo(
  store: ObjectStore,
  start: string,
  wanted: 'any' | 'commit' | 'tree' | 'tag',
  name: string,
): string {
  let oid = start;
  for (let depth = 0; depth < 16; depth++) {
    const object = store.find(oid);
    if (object === undefined) throw missing(oid, name);
    const { kind, content } = object;
    if (kind === wanted) return oid;
    const next =
      kind === 'tag' ? 'object' : kind === 'commit' && wanted === 'tree' ? 'tree' : undefined;
    if (next === undefined) {
      if (kind === 'blob' || wanted !== 'any') throw noRevision(name, `it names a ${kind}`);
      return oid;
    }
    oid = headerFields(content, next)[0] ?? '';
  }
  throw noRevision(name, 'it is a chain of too many tags');
}

function ancestor(store: ObjectStore, start: string, generations: number, name: string): string {
  let oid = peelTo(store, start, 'commit', name);
  for (let left = generations; left > 0; left--) oid = parent(store, oid, 1, name);
  return oid;
}

function parent(store: ObjectStore, start: string, number: number, name: string): string {
  const oid = peelTo(store, start, 'commit', name);
  if (number === 0) return oid;
  const commit = store.find(oid);
  const parents = commit === undefined ? [] : headerFields(commit.content, 'parent');
  const found = parents[number - 1];
  if (found === undefined) throw noRevision(name, `commit ${oid} has ${parents.length} parents`);
  return found;
}

/** The values of a header field of a commit or tag. */
function headerFields(content: Buffer, key: string): string[] {
  const end = content.indexOf('\n\n');
  const header = content.toString('latin1', 0, end === -1 ? content.length : end);
  return header
    .split('\n')
    .filter((line) => line.startsWith(`${key} `))
    .map((line) => line.slice(key.length + 1));
}

function requireHeader(store: ObjectStore, oid: string, name: string) {
  const header = store.findHeader(oid);
  if (header === undefined) throw missing(oid, name);
  return header;
}

function missing(oid: string, name: string): CreateDumpError {
  return unreadable(
    `The git object ${oid}, which ${displayPath(name)} needs, is missing. In a shallow or partial clone, fetch it (git fetch --unshallow).`,
  );
}

function unreadable(message: string): CreateDumpError {
  return new CreateDumpError('REPOSITORY_UNREADABLE', message);
}

function noRevision(name: string, why: string): CreateDumpError {
  return new CreateDumpError(
    'USAGE',
    `${JSON.stringify(displayPath(name))} is not a revision of this repository: ${why}. Name a commit, tag, branch or tree.`,
  );
}

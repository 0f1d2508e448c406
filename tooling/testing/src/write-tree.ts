import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';

/** A file's content; or `{ link }`, a symbolic link's target; or `{ content, executable }`. */
export type TreeEntry =
  | string
  | Uint8Array
  | { readonly link: string | Uint8Array }
  | { readonly content: string | Uint8Array; readonly executable: boolean };

/** Paths are keys; a key that is `latin1:…` stands for the bytes of its characters, for names that aren't UTF-8. */
export type Tree = Readonly<Record<string, TreeEntry>>;

/** Writes `tree` below `root`, with all directories it needs. */
export function writeTree(root: string, tree: Tree): void {
  for (const [key, entry] of Object.entries(tree)) {
    const path = Buffer.concat([Buffer.from(`${root}/`), pathBytes(key)]);
    mkdirSync(path.subarray(0, path.lastIndexOf('/')), { recursive: true });
    writeEntry(path, entry);
  }
}

function pathBytes(key: string): Buffer {
  return key.startsWith('latin1:') ? Buffer.from(key.slice(7), 'latin1') : Buffer.from(key);
}

function writeEntry(path: Buffer, entry: TreeEntry): void {
  if (typeof entry === 'string' || entry instanceof Uint8Array) {
    writeFileSync(path, entry);
  } else if ('link' in entry) {
    symlinkSync(typeof entry.link === 'string' ? entry.link : Buffer.from(entry.link), path);
  } else {
    writeFileSync(path, entry.content);
    chmodSync(path, entry.executable ? 0o755 : 0o644);
  }
}

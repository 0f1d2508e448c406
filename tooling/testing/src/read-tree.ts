import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Every file below `root` as `path → "mode content"`, bytes as latin1: two trees are equal if their maps are. */
export function readTree(root: string): Map<string, string> {
  const tree = new Map<string, string>();
  const visit = (directory: Buffer, prefix: string) => {
    for (const name of readdirSync(directory, { encoding: 'buffer' })) {
      const path = Buffer.concat([directory, Buffer.from('/'), name]);
      const key = prefix + name.toString('latin1');
      const stats = lstatSync(path);
      if (stats.isDirectory()) visit(path, `${key}/`);
      else tree.set(key, `${modeOf(stats)} ${contentOf(path, stats.isSymbolicLink())}`);
    }
  };
  visit(Buffer.from(root), '');
  return new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function modeOf(stats: { mode: number; isSymbolicLink(): boolean }): string {
  if (stats.isSymbolicLink()) return '120000';
  return (stats.mode & 0o100) === 0 ? '100644' : '100755';
}

function contentOf(path: Buffer, isLink: boolean): string {
  return (isLink ? readlinkSync(path, { encoding: 'buffer' }) : readFileSync(path)).toString(
    'latin1',
  );
}

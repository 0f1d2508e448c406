import type { PageRecord } from './read-dump.js';

export interface TreeRow {
  readonly name: string;
  /** Path of the directory, with `/` at its end; of a file, its path. */
  readonly path: string;
  readonly depth: number;
  /** Undefined: a directory. */
  readonly record?: PageRecord;
  /** Files below a directory. */
  readonly files: number;
}

/**
 * The rows of a tree in which only some directories are open. Records are in order of their paths, so the files of a directory stand
 * together. With a filter, only files whose paths hold all its words are shown, in open directories.
 */
export function treeRows(
  records: readonly PageRecord[],
  open: ReadonlySet<string>,
  filter: string,
): readonly TreeRow[] {
  const words = filter.toLowerCase().split(/\s+/u).filter(Boolean);
  const chosen =
    words.length === 0
      ? records
      : records.filter(({ path }) => {
          const folded = path.toLowerCase();
          return words.every((word) => folded.includes(word));
        });
  const rows: TreeRow[] = [];
  addRows(toNode(chosen), {
    open: words.length === 0 ? open : undefined,
    rows,
    depth: 0,
    path: '',
  });
  return rows;
}

interface Node {
  readonly directories: Map<string, Node>;
  readonly records: { name: string; record: PageRecord }[];
  files: number;
}

const newNode = (): Node => ({ directories: new Map(), records: [], files: 0 });

function toNode(records: readonly PageRecord[]): Node {
  const root = newNode();
  for (const record of records) {
    const parts = record.path.split('/');
    const name = parts.pop() ?? '';
    let node = root;
    node.files++;
    for (const part of parts) {
      let next = node.directories.get(part);
      if (next === undefined) node.directories.set(part, (next = newNode()));
      node = next;
      node.files++;
    }
    node.records.push({ name, record });
  }
  return root;
}

interface Place {
  readonly open: ReadonlySet<string> | undefined;
  readonly rows: TreeRow[];
  readonly depth: number;
  readonly path: string;
}

function addRows(node: Node, { open, rows, depth, path }: Place): void {
  for (const [first, child] of node.directories) {
    let name = first;
    let inner = child;
    // A directory with nothing but one directory shares its row, as code hosts show it.
    while (inner.records.length === 0 && inner.directories.size === 1) {
      const [[next, only]] = inner.directories as unknown as [[string, Node]];
      name = `${name}/${next}`;
      inner = only;
    }
    const below = `${path}${name}/`;
    rows.push({ name, path: below, depth, files: inner.files });
    if (open === undefined || open.has(below))
      addRows(inner, { open, rows, depth: depth + 1, path: below });
  }
  for (const { name, record } of node.records)
    rows.push({ name, path: record.path, depth, record, files: 1 });
}

import { createHash } from 'node:crypto';
import type { Discovery, SourceFile } from '@create-dump/core';

/**
 * The SHA-256 of what discovery decides about a dump's content: each chosen file but for its size and times, and each skipped one.
 * Hexadecimal.
 */
export function digestOfList({ files, skipped }: Pick<Discovery, 'files' | 'skipped'>): string {
  const hash = createHash('sha256');
  let text = '';
  for (const file of files) {
    text += `${lineOf(file)}\n`;
    if (text.length < pieceLength) continue;
    hash.update(text);
    text = '';
  }
  hash.update(`${text}\n`);
  for (const file of skipped) hash.update(`${JSON.stringify(file)}\n`);
  return hash.digest('hex');
}

const pieceLength = 2 ** 16;

function lineOf({ path, mode, change, renamedFrom, oid }: SourceFile): string {
  // JSON keeps lone surrogates, which stand for bytes, and paths with a line end apart. It is slow, and seldom needed.
  const name = plain.test(path) ? path : JSON.stringify(path);
  const rest = change ?? renamedFrom ?? oid;
  return rest === undefined
    ? `${mode} ${name}`
    : `${mode} ${name} ${JSON.stringify([change, renamedFrom, oid])}`;
}

const plain = /^[!#-~]+$/;

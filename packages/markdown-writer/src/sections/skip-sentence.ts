import type { SkippedFile, SkipReason } from '@create-dump/core';
import { codeSpan } from '../markup/code-span.js';

/** The sentence that replaces a content that isn't shown. */
export function skipSentence(file: SkippedFile): string {
  return `*${sentences[file.skipped](file)}*`;
}

const sentences: Readonly<Record<SkipReason, (file: SkippedFile) => string>> = {
  binary: (file) => `Binary, ${size(file)}${digest(file)}: not shown.`,
  'too-large': (file) => `${capital(size(file))}, over the size limit: not read.`,
  special: (file) => `Not a regular file${because(file)}: not opened.`,
  submodule: (file) => `Another repository${because(file)}: not followed.`,
  deleted: () => 'Deleted.',
  excluded: (file) => `Left out${because(file)}.`,
  secret: (file) => `Holds a secret${because(file)}: not shown.`,
  unreadable: (file) => `${subject(file)} couldn't be read${because(file)}.`,
  vanished: (file) => `${subject(file)} was gone before it could be read.`,
  'io-error': (file) => `${subject(file)} couldn't be read, the system failed${because(file)}.`,
};

function subject({ path }: SkippedFile): string {
  return path.endsWith('/') ? 'The directory' : 'The file';
}

function because({ detail }: SkippedFile): string {
  return detail === undefined ? '' : ` (${codeSpan(detail)})`;
}

function digest({ sha256 }: SkippedFile): string {
  return sha256 === undefined ? '' : `, SHA-256 \`${sha256}\``;
}

function size({ size: bytes }: SkippedFile): string {
  return bytes === undefined ? 'size unknown' : byteCount(bytes);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `3,200,000 bytes` in any locale. */
function byteCount(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${String(bytes).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')} bytes`;
}

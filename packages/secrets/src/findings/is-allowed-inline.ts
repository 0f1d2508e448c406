import { Buffer } from 'node:buffer';

const marks = ['create-dump:allow-secret', 'gitleaks:allow'];

/** Longer lines are no lines that someone wrote a comment in. */
const longestLine = 1024;

/** Whether the line in which a secret begins says that it is allowed. */
export function isAllowedInline(bytes: Uint8Array, at: number): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = Math.max(0, at - longestLine);
  const around = text.subarray(from, at + longestLine);
  const start = around.subarray(0, at - from).lastIndexOf('\n') + 1;
  const end = around.indexOf('\n', at - from);
  const line = around.subarray(start, end === -1 ? around.length : end);
  return marks.some((mark) => line.includes(mark));
}

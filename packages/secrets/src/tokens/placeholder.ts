import { Buffer } from 'node:buffer';

const signs = [
  'EXAMPLE',
  'XXXXXXXX',
  'xxxxxxxx',
  '00000000',
  'abcdefghijkl',
  'ABCDEFGHIJKL',
  '123456789012',
  // The key of Azure's storage emulator, which is the same everywhere.
  'Eby8vdM02xNOcq',
].map((text) => Buffer.from(text));

/** Whether a token is made up for documentation, by signs that random tokens have next to never. */
export function isPlaceholder(token: Uint8Array): boolean {
  const text = Buffer.from(token.buffer, token.byteOffset, token.byteLength);
  return signs.some((sign) => text.includes(sign));
}

export interface DeltaHeader {
  /** Bytes of the base object, and of the object that the delta produces from it. */
  readonly baseSize: number;
  readonly resultSize: number;
  /** Offset of the first instruction. */
  readonly end: number;
}

export function parseDeltaHeader(delta: Buffer): DeltaHeader {
  const base = readSize(delta, 0);
  const result = readSize(delta, base.end);
  return { baseSize: base.size, resultSize: result.size, end: result.end };
}

/**
 * Applies a delta, as packs store them, to its base object.
 * @throws {Error} For a damaged delta, or one that was made for another base. The message is a clause.
 */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  const { baseSize, resultSize, end } = parseDeltaHeader(delta);
  if (baseSize !== base.length) throw new Error('its delta was made for another object');
  const result = Buffer.allocUnsafe(resultSize);
  let at = end;
  let filled = 0;
  while (at < delta.length) {
    const instruction = delta[at++] as number;
    let source = delta;
    let from = at;
    let length = instruction;
    if (instruction & 0x80) {
      source = base;
      from = 0;
      length = 0;
      for (let byte = 0; byte < 4; byte++) {
        if (instruction & (1 << byte)) from += (delta[at++] ?? 0) * 2 ** (8 * byte);
      }
      for (let byte = 0; byte < 3; byte++) {
        if (instruction & (0x10 << byte)) length += (delta[at++] ?? 0) << (8 * byte);
      }
      length ||= 0x10000;
    } else {
      at += length;
    }
    if (length === 0 || from + length > source.length || filled + length > resultSize) {
      throw new Error('its delta is damaged');
    }
    source.copy(result, filled, from, from + length);
    filled += length;
  }
  if (filled !== resultSize) throw new Error('its delta is truncated');
  return result;
}

function readSize(delta: Buffer, start: number): { size: number; end: number } {
  let size = 0;
  let scale = 1;
  let at = start;
  let byte: number;
  do {
    byte = delta[at++] ?? 0;
    size += (byte & 127) * scale;
    scale *= 128;
  } while (byte & 128);
  return { size, end: at };
}

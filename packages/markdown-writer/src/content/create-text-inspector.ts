import { isUtf8 } from 'node:buffer';
import type { FenceRuns } from './choose-fence.js';

/** Looks at a content piece by piece. */
export interface TextInspector {
  /** No character may lie across the end of `bytes`. */
  add(bytes: Buffer): void;
  /** Whether all bytes so far are UTF-8 without NUL. */
  isText(): boolean;
  /** The longest so far, also across pieces. */
  runs(): FenceRuns;
}

export function createTextInspector(): TextInspector {
  const backticks = createRunCounter(0x60);
  const tildes = createRunCounter(0x7e);
  let isText = true;
  return {
    add(bytes) {
      isText &&= isUtf8(bytes) && !bytes.includes(0);
      backticks.add(bytes);
      tildes.add(bytes);
    },
    isText: () => isText,
    runs: () => ({ backticks: backticks.longest(), tildes: tildes.longest() }),
  };
}

function createRunCounter(byte: number) {
  let longest = 0;
  let open = 0;
  return {
    add(bytes: Buffer): void {
      let from = 0;
      while (from < bytes.length) {
        let end = from;
        while (bytes[end] === byte) end++;
        open += end - from;
        if (open > longest) longest = open;
        if (end === bytes.length) return;
        open = 0;
        const next = bytes.indexOf(byte, end);
        if (next === -1) return;
        from = next;
      }
    },
    longest: () => longest,
  };
}

// GitHub's parser stores a fence's length in eight bits: a run of 255 closes any longer fence.
const longestFence = 254;

/** Chooses the fence for a content that is added in pieces of any length. */
export interface FenceChooser {
  add(content: Buffer): void;
  /**
   * A fence that no line of the content can close: longer than the longest run of its character anywhere in the content.
   * Undefined if there is none: the content must be encoded then.
   */
  fence(): string | undefined;
  /** Whether no line of the content can close `fence`. */
  fits(fence: string): boolean;
}

export function createFenceChooser(): FenceChooser {
  const backticks = createRunCounter(0x60);
  const tildes = createRunCounter(0x7e);
  return {
    add(content) {
      backticks.add(content);
      tildes.add(content);
    },
    fence() {
      if (backticks.longest() < longestFence) return fenceOf('`', backticks.longest());
      if (tildes.longest() < longestFence) return fenceOf('~', tildes.longest());
      return undefined;
    },
    fits: (fence) => (fence.startsWith('~') ? tildes : backticks).longest() < fence.length,
  };
}

/** The fence for a content that is in memory as a whole. */
export function fenceFor(content: Buffer): string | undefined {
  const fences = createFenceChooser();
  fences.add(content);
  return fences.fence();
}

function fenceOf(character: string, longestRun: number): string {
  return character.repeat(Math.max(3, longestRun + 1));
}

/** Finds the longest run of `byte`, also across pieces. */
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

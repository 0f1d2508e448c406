import { type ByteSource, readFully } from '../reading/byte-source.js';
import type { WorkBudget } from '../reading/work-budget.js';
import { type CodeFence, isClosingFence, openingFence } from './code-fence.js';
import { dialectOf, type DumpDialect } from './dump-dialect.js';
import { type Line, scanLines } from './scan-lines.js';

/** A heading with a fenced content below it, as the text of a dump has it. */
export interface TextSection {
  readonly path: string;
  /** From the opening fence's line to the closing fence's. */
  readonly from: number;
  readonly to: number;
  /** The first and the number of the lines between. */
  readonly line: number;
  readonly lines: number;
  /** False if there is no closing fence: the dump is cut off in the content. */
  readonly isClosed: boolean;
}

export interface TextSections {
  /** Undefined if nothing looks like a dump. */
  readonly dialect: DumpDialect | undefined;
  readonly sections: readonly TextSection[];
  /** Where the lines of the manifest stand, one after the last if there are several. */
  readonly manifest: { readonly from: number; readonly to: number } | undefined;
}

/** Finds the sections of a dump by its text alone: headings, and fences as CommonMark has them. */
export async function scanSections(source: ByteSource, budget: WorkBudget): Promise<TextSections> {
  const scanner = createSectionScanner(source);
  for (const line of scanLines(source)) {
    scanner.take(line);
    if (budget.spend(line.end - line.offset + lineCost)) await budget.renew();
  }
  return scanner.finish();
}

/** In bytes hashed. */
const lineCost = 2 ** 9;

interface OpenFence {
  readonly fence: CodeFence;
  readonly line: Line;
  /** Undefined for a fence that holds no file. */
  readonly path: string | undefined;
}

function createSectionScanner(source: ByteSource) {
  const sections: TextSection[] = [];
  let dialect: DumpDialect | undefined;
  let manifest: TextSections['manifest'];
  let heading: string | undefined;
  let open: OpenFence | undefined;

  const close = ({ line: opening, path, fence }: OpenFence, to: number, end?: Line) => {
    const from = opening.end;
    const line = opening.number + 1;
    const isClosed = end !== undefined;
    const lines = isClosed ? end.number - line : 0;
    if (path !== undefined) sections.push({ path, from, to, line, lines, isClosed });
    else if (fence.info === 'jsonl') manifest = { from, to };
    open = undefined;
  };
  const takeOutside = (line: Line) => {
    dialect ??= dialectOf(line.text);
    const fence = openingFence(line.text);
    if (fence !== undefined) {
      open = { fence, line, path: heading };
      heading = undefined;
    } else if (/^#{1,2} /.test(line.text)) {
      heading = dialect?.pathOf(line.text);
    }
  };
  return {
    take(line: Line) {
      if (open === undefined) takeOutside(line);
      else if (isClosingFence(line.text, open.fence) && endsHere(source, line, dialect)) {
        close(open, line.offset, line);
      }
    },
    finish(): TextSections {
      if (open !== undefined) close(open, source.size);
      return { dialect, sections, manifest };
    },
  };
}

function endsHere(source: ByteSource, { end }: Line, dialect: DumpDialect | undefined): boolean {
  const after = dialect?.afterFence;
  if (after === undefined) return true;
  const length = Math.min(after.length, source.size - end);
  return after.startsWith(readFully(source, Buffer.alloc(length), end).toString('latin1'));
}

import { type ByteSource, readFully } from '../reading/byte-source.js';
import type { WorkBudget } from '../reading/work-budget.js';
import { type CodeFence, isClosingFence, openingFence } from './code-fence.js';
import { dialectOf, type DumpDialect } from './dump-dialect.js';
import { type Line, scanLines } from './scan-lines.js';

/** A heading followed by a fenced content. */
export interface TextSection {
  readonly path: string;
  /** Offsets of the content: the end of the opening fence's line, and the start of the closing fence's. */
  readonly from: number;
  readonly to: number;
  /** Number of the content's first line, and its number of lines. */
  readonly line: number;
  readonly lines: number;
  /** False if the closing fence is missing, because the dump is cut off. */
  readonly isClosed: boolean;
  /** Whether a remark before the fence says that secrets are redacted. */
  readonly isRedacted: boolean;
}

export interface TextSections {
  /** Undefined if the source doesn't look like a dump. */
  readonly dialect: DumpDialect | undefined;
  readonly sections: readonly TextSection[];
  /** Offsets of the manifest's lines; of the last manifest if there are several. */
  readonly manifest: { readonly from: number; readonly to: number } | undefined;
}

/** Finds the sections of a dump by its text alone: headings and CommonMark fences. */
export async function scanSections(source: ByteSource, budget: WorkBudget): Promise<TextSections> {
  const scanner = createSectionScanner(source);
  for (const line of scanLines(source)) {
    scanner.take(line);
    if (budget.spend(line.end - line.offset + lineCost)) await budget.renew();
  }
  return scanner.finish();
}

/** Cost of a line besides its bytes, in bytes hashed. */
const lineCost = 2 ** 9;

interface OpenFence {
  readonly fence: CodeFence;
  readonly line: Line;
  /** Undefined if the fence doesn't follow a section's heading. */
  readonly path: string | undefined;
  readonly isRedacted: boolean;
}

function createSectionScanner(source: ByteSource) {
  const sections: TextSection[] = [];
  let dialect: DumpDialect | undefined;
  let manifest: TextSections['manifest'];
  let heading: string | undefined;
  let isRedacted = false;
  let open: OpenFence | undefined;

  const close = (
    { line: opening, path, fence, isRedacted: isMarked }: OpenFence,
    to: number,
    end?: Line,
  ) => {
    const from = opening.end;
    const line = opening.number + 1;
    const isClosed = end !== undefined;
    const lines = isClosed ? end.number - line : 0;
    const section = { from, to, line, lines, isClosed, isRedacted: isMarked };
    if (path !== undefined) sections.push({ path, ...section });
    else if (fence.info === 'jsonl') manifest = { from, to };
    open = undefined;
  };
  const takeOutside = (line: Line) => {
    dialect ??= dialectOf(line.text);
    const fence = openingFence(line.text);
    if (fence !== undefined) {
      open = { fence, line, path: heading, isRedacted };
      heading = undefined;
    } else if (/^#{1,2} /.test(line.text)) {
      heading = dialect?.pathOf(line.text);
      isRedacted = false;
    } else if (line.text === dialect?.redactedRemark) {
      isRedacted = true;
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

import { counted } from '../counted.js';

/** More lines than this hide what else a run says. */
const most = 10;

/** Lines that name files; of many only their number in one line, unless `verbose` is given. `kind` ends “500 files …”. */
export function namedOrCounted(
  lines: readonly string[],
  kind: string,
  { verbose }: { readonly verbose: boolean },
): readonly string[] {
  if (verbose || lines.length <= most) return lines;
  return [`${counted(lines.length, 'file')} ${kind} (--verbose names them)`];
}

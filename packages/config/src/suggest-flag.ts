import { type Flag, isSetting } from './flag.js';
import { nearest } from './nearest.js';

/** What a name that doesn't exist probably stands for. */
export type Suggestion =
  | {
      readonly flag: Flag;
      /** The value that the name implies: `false` for `no-…`, `-` for `stdout`. */
      readonly value: string | false | undefined;
      /** `peer`: another tool has exactly this name. */
      readonly from: 'spelling' | 'peer';
    }
  /** Another tool has it and this one doesn't: what to know instead. */
  | { readonly note: string };

/** Names of other tools' options that nothing here corresponds to. */
const absent: ReadonlyMap<string, string> = new Map([['style', 'a dump is always Markdown']]);

/** Finds what was meant by an unknown name of an option or a setting, among the flags that are possible in its place. */
export function suggestFlag(word: string, flags: readonly Flag[]): Suggestion | undefined {
  const name = word.replace(/^-+/, '').replaceAll('_', '-');
  return negated(name, flags) ?? peer(name, flags) ?? absentFeature(name) ?? spelling(name, flags);
}

function negated(name: string, flags: readonly Flag[]): Suggestion | undefined {
  const positive = /^no-(.+)$/i.exec(name)?.[1];
  const flag = flags.find((one) => one.flag === positive && isNegatable(one));
  return flag && { flag, value: false, from: 'spelling' };
}

function peer(name: string, flags: readonly Flag[]): Suggestion | undefined {
  for (const flag of flags) {
    const found = flag.peerWords?.find(({ word }) => word === name);
    if (found !== undefined) return { flag, value: found.value, from: 'peer' };
  }
  return undefined;
}

function absentFeature(name: string): Suggestion | undefined {
  const note = absent.get(name);
  return note === undefined ? undefined : { note };
}

function spelling(name: string, flags: readonly Flag[]): Suggestion | undefined {
  const known = new Map<string, { readonly flag: Flag; readonly value: false | undefined }>();
  for (const flag of flags) {
    known.set(isSetting(flag) ? flag.key : flag.flag, { flag, value: undefined });
    if (isNegatable(flag)) known.set(`no-${flag.flag}`, { flag, value: false });
  }
  const meant = known.get(nearest(name, known.keys()) ?? '');
  return meant && { ...meant, from: 'spelling' };
}

function isNegatable({ kind, negatable }: Flag): boolean {
  return kind.type === 'switch' || negatable === true;
}

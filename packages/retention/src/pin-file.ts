/** A file with this extension beside a dump or an archive protects it from removal. */
export const pinExtension = 'keep';

/**
 * Whether one of the files of a directory pins another: `NAME.keep`, or the same without the extensions of `NAME`.
 * @param names All names in the directory.
 */
export function hasPinFile(names: ReadonlySet<string>, fileName: string, stem: string): boolean {
  return names.has(`${fileName}.${pinExtension}`) || names.has(`${stem}.${pinExtension}`);
}

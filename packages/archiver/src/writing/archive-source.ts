/** One member of an archive to be written: its name, and a file or bytes. */
export type ArchiveSource = {
  /** In the archive: a file name, or a path of file names with `/`. */
  readonly name: string;
  /** Don't compress it. Default: whether its extension is that of a compressed format, such as `.gz` or `.png`. */
  readonly stored?: boolean;
} & (
  | {
      /** Of a regular file, absolute. Symbolic links aren't followed. */
      readonly path: string;
    }
  | { readonly bytes: Uint8Array }
);

/** The dump that is shown: verified, unpacked, read at any place. Matches a `ByteSource` of `@create-dump/markdown-reader`. */
export interface ViewSource {
  /** Name for messages. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Reads into `target`; returns the number of bytes read, 0 at the end. */
  read(target: Uint8Array, position: number): number;
}

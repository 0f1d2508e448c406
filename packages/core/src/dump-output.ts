/** A dump that was published. */
export interface PublishedDump {
  /** Null if the dump was written to a stream. */
  readonly path: string | null;
  readonly checksumPath: string | null;
  /** The signature of the checksum file; absent if nothing was signed. */
  readonly signaturePath?: string;
  /** Of the published bytes, hexadecimal, as in the checksum file. */
  readonly sha256: string;
}

/** What a dump is of. */
export interface DumpContent {
  /** Digest of the tree, hexadecimal. */
  readonly tree: string;
  readonly commit?: string;
}

/** A dump that is being written. If it is disposed before it is published, nothing remains of it. */
export interface DumpOutput extends AsyncDisposable {
  /** Resolves when the memory of `chunk` can be reused. */
  write(chunk: Uint8Array): Promise<void>;
  /**
   * Makes the dump, its checksum file and, if it is signed, its signature visible, or none of them. `sha256` is the digest of all bytes written; `content` goes into
   * the ledger of the destination, if there is one.
   */
  publish(sha256: string, content?: DumpContent): Promise<PublishedDump>;
}

/** Port: opens the destination of a dump. */
export type OpenDumpOutput = () => Promise<DumpOutput>;

/** A dump that is in place. */
export interface PublishedDump {
  /** Null where it went to a stream. */
  readonly path: string | null;
  readonly checksumPath: string | null;
  /** Of what was published, as the checksum file has it, hexadecimal. */
  readonly sha256: string;
}

/** A dump that is being written. Disposing of it before it is published leaves nothing behind. */
export interface DumpOutput extends AsyncDisposable {
  /** Resolves when `chunk` may be reused. */
  write(chunk: Uint8Array): Promise<void>;
  /** Makes the dump and its checksum visible, both or none. `sha256` is that of all bytes written. */
  publish(sha256: string): Promise<PublishedDump>;
}

/** Port: opens the place a dump goes to. */
export type OpenDumpOutput = () => Promise<DumpOutput>;

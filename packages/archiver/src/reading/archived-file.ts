/** A member of an archive that is being read; its content is not verified yet. */
export interface ArchivedFile {
  readonly name: string;
  /** In bytes, as stated by the archive. */
  readonly size: number;
  /**
   * The content in pieces, each valid until the next is requested; throws `INTEGRITY` unless it matches what the archive states.
   * Call it at most once, and consume it before requesting the next member.
   */
  readonly content: () => AsyncIterable<Buffer>;
}

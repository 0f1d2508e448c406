/** A member of an archive that is being read, before anything is known of its content. */
export interface ArchivedFile {
  readonly name: string;
  /** Bytes, as the archive says. */
  readonly size: number;
  /**
   * Its bytes, piece by piece, each valid until the next is asked for; throws `INTEGRITY` unless they are what the archive
   * says. To be called once at most, and read, before the next member.
   */
  readonly content: () => AsyncIterable<Buffer>;
}

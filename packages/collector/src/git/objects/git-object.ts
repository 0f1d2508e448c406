export type ObjectKind = 'commit' | 'tree' | 'blob' | 'tag';

/** An object of a repository. */
export interface GitObject {
  readonly kind: ObjectKind;
  readonly content: Buffer;
}

export interface ObjectHeader {
  readonly kind: ObjectKind;
  /** Bytes of the content. */
  readonly size: number;
}

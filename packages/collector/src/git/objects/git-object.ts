export type ObjectKind = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly kind: ObjectKind;
  readonly content: Buffer;
}

export interface ObjectHeader {
  readonly kind: ObjectKind;
  /** Size of the content in bytes. */
  readonly size: number;
}

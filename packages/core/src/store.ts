/** An object of a store, as it was when the store said so. */
export interface StoredObject {
  /** Relative to the store, with `/` between its parts. */
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** Differs after the object was replaced; opaque. */
  readonly tag: string;
  readonly modified: Date;
  /** Of stores that keep versions. */
  readonly version?: string;
}

/** Bytes that a store can read more than once, because an upload that fails is repeated. */
export interface StoreContent {
  /** In bytes. */
  readonly size: number;
  /** Hexadecimal, of all bytes. */
  readonly sha256: string;
  /** The bytes from a place on, up to another one, which is not included. */
  open(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** Port: a flat store of objects, such as a bucket of S3. All methods reject with a `CreateDumpError`, or with the signal's reason. */
export interface Store {
  /** For messages: `s3://bucket/prefix/`. A key is added to it as it is. */
  readonly name: string;
  /** All objects whose key begins with `prefix`, in any order. */
  list(prefix: string, signal: AbortSignal): AsyncIterable<StoredObject>;
  /** Undefined if there is no such object. */
  stat(key: string, signal: AbortSignal): Promise<StoredObject | undefined>;
  /** Bytes of an object, `to` not included. Rejects with `REFUSED` if the object was replaced since. */
  read(
    object: StoredObject,
    from: number,
    to: number,
    signal: AbortSignal,
  ): AsyncIterable<Uint8Array>;
  /** Creates an object as a whole, unless there is one with its key. */
  create(key: string, content: StoreContent, signal: AbortSignal): Promise<StoredObject | 'taken'>;
  /** Removes an object if it wasn't replaced since. */
  remove(object: StoredObject, signal: AbortSignal): Promise<'removed' | 'gone' | 'changed'>;
}

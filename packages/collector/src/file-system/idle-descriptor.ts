import { closeSync, openSync } from 'node:fs';

/** A file or directory that is opened when it is needed, and closed when the event loop turns or another is asked for. */
export interface IdleDescriptor {
  /** The descriptor of what `key` stands for, if it is open. */
  held(key: string): number | undefined;
  /**
   * The descriptor of what `key` stands for. Throws what the system throws.
   * @param check May refuse what was opened, by throwing.
   */
  open(
    key: string,
    path: string | Buffer,
    flags: number,
    check?: (descriptor: number) => void,
  ): number;
}

/**
 * A synchronous port that reads many files keeps no resource for its owner to release, and still opens a pack or
 * a directory once for all that is read from it in one go.
 */
export function createIdleDescriptor(): IdleDescriptor {
  let held: { readonly key: string; readonly descriptor: number } | undefined;
  const release = () => {
    if (held !== undefined) closeSync(held.descriptor);
    held = undefined;
  };
  return {
    held: (key) => (held?.key === key ? held.descriptor : undefined),
    open(key, path, flags, check) {
      if (held?.key === key) return held.descriptor;
      release();
      const descriptor = openSync(path, flags);
      held = { key, descriptor };
      setImmediate(() => {
        if (held?.descriptor === descriptor) release();
      });
      try {
        check?.(descriptor);
      } catch (error) {
        release();
        throw error;
      }
      return descriptor;
    },
  };
}

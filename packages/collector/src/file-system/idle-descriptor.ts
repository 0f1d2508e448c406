import { closeSync, openSync } from 'node:fs';

/** A descriptor that is opened on demand, and closed when the event loop turns or another key is requested. */
export interface IdleDescriptor {
  /** The descriptor of `key`, if it is open. */
  held(key: string): number | undefined;
  /**
   * The descriptor of `key`, opened if necessary. Throws system errors.
   * @param check Called after opening; may throw to reject what was opened, which is then closed.
   */
  open(
    key: string,
    path: string | Buffer,
    flags: number,
    check?: (descriptor: number) => void,
  ): number;
}

/**
 * Lets a synchronous port open a pack or directory once for a burst of reads, although the port has no owner who would
 * close it.
 */
export function createIdleDescriptor(): IdleDescriptor {
  let held: { readonly key: string; readonly descriptor: number } | undefined;
  const release = () => {
    if (held === undefined) return;
    const { descriptor } = held;
    held = undefined;
    try {
      closeSync(descriptor);
    } catch {
      // Reading is over, and an error of close(2) has freed the descriptor all the same. Thrown from the event loop, it would end
      // the process.
    }
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

/** One of the slots in which projects run. Disposing passes it on to the next project. */
export interface Turn extends Disposable {
  /**
   * Declares the project's size in bytes. A large project gives its slot back and waits for one that is open to large projects.
   * Rejects with the signal's reason.
   */
  weigh(bytes: number): Promise<void>;
}

export interface TurnOptions {
  /** How many projects run at the same time. */
  readonly jobs: number;
  /** Projects of at least this size count as large. */
  readonly largeBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Schedules projects on a fixed number of slots. While small projects are waiting, large ones get at most half of the slots,
 * the largest first. So no small project waits behind a series of large ones, and the largest project doesn't run last and
 * alone. A project's size is known only once its files are found, in its turn, so no directory is read twice.
 *
 * @returns A function that waits for a turn. Turns are granted in the order of the calls.
 */
export function shareTurns({ jobs, largeBytes, signal }: TurnOptions): () => Promise<Turn> {
  let free = jobs;
  let runningLarge = 0;
  const maxLarge = Math.floor(jobs / 2);
  const newcomers: Waiting[] = [];
  const large: Waiting[] = [];

  const dispatch = () => {
    while (free > 0) {
      const isLarge = large.length > 0 && (runningLarge < maxLarge || newcomers.length === 0);
      const next = isLarge ? takeLargest(large) : newcomers.shift();
      if (next === undefined) return;
      free--;
      if (isLarge) runningLarge++;
      next.start();
    }
  };
  const wait = (queue: Waiting[], bytes: number) =>
    new Promise<void>((start, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      queue.push({ bytes, start, reject });
      dispatch();
    });
  const stop = () => {
    for (const { reject } of [...newcomers.splice(0), ...large.splice(0)]) {
      reject(signal.reason as Error);
    }
  };
  signal.addEventListener('abort', stop, { once: true });

  return async () => {
    await wait(newcomers, 0);
    let holds: 'nothing' | 'slot' | 'large slot' = 'slot';
    const giveBack = () => {
      if (holds !== 'nothing') free++;
      if (holds === 'large slot') runningLarge--;
      holds = 'nothing';
    };
    return {
      async weigh(bytes) {
        if (bytes < largeBytes) return;
        giveBack();
        await wait(large, bytes);
        holds = 'large slot';
      },
      [Symbol.dispose]() {
        giveBack();
        dispatch();
      },
    };
  };
}

interface Waiting {
  readonly bytes: number;
  readonly start: () => void;
  readonly reject: (reason: Error) => void;
}

function takeLargest(queue: Waiting[]): Waiting | undefined {
  let at = 0;
  queue.forEach(({ bytes }, index) => {
    if (bytes > (queue[at]?.bytes ?? 0)) at = index;
  });
  return queue.splice(at, 1)[0];
}

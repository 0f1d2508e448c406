/** A project's place among those that run. Disposing gives it to the next. */
export interface Turn extends Disposable {
  /**
   * Says how many bytes the project has. A large one gives its place back here, and waits for one that large ones may have.
   * Rejects with the signal's reason.
   */
  weigh(bytes: number): Promise<void>;
}

export interface TurnOptions {
  /** How many projects run at a time. */
  readonly jobs: number;
  /** From so many bytes on, a project is large. */
  readonly largeBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Shares a number of places between projects. As long as there are small ones, at most half of the places go to large
 * ones, the largest first: so no small project waits behind a row of large ones, and the largest doesn't come last and
 * alone. How large a project is comes to light only in its turn, so nothing is read twice to find out.
 * @returns What waits for a turn; turns are given in the order in which they are asked for.
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
    let holds: 'nothing' | 'place' | 'large place' = 'place';
    const giveBack = () => {
      if (holds !== 'nothing') free++;
      if (holds === 'large place') runningLarge--;
      holds = 'nothing';
    };
    return {
      async weigh(bytes) {
        if (bytes < largeBytes) return;
        giveBack();
        await wait(large, bytes);
        holds = 'large place';
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

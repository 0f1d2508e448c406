import { createReporter } from '../reporter.js';
import type { OutputArguments } from '../commands/output-arguments.js';
import type { World } from '../world.js';
import type { Observer, Outcome, RunEvent } from './observer.js';

/** All who follow a run, as one. */
export interface Observers extends AsyncDisposable {
  /** Takes the place of core's `Observe`, and of a batch's. */
  readonly observe: (event: RunEvent) => void;
  /** Prints while the work goes on, with what is drawn on the terminal out of the way. */
  readonly aside: (print: () => void) => void;
  /** To be called when the work is done, before its result is printed: nothing is drawn any more. */
  readonly settle: () => void;
  /** Tells how the run ended, errors included. */
  readonly finish: (outcome: Outcome) => Promise<void>;
}

/** What a run is, to those who follow it. */
export interface ObservedRun {
  /** The command's name. */
  readonly command: string;
  readonly output: OutputArguments;
}

/** Opens all who follow a run, by what the command line asks for. */
export async function openObservers({ output }: ObservedRun, world: World): Promise<Observers> {
  const observers: readonly Observer[] = [
    createReporter(output, (text) => world.stderr.write(text)),
  ];
  return join(observers);
}

function join(observers: readonly Observer[]): Observers {
  let isSettled = false;
  const settle = () => {
    if (isSettled) return;
    isSettled = true;
    for (const observer of observers) observer.settle?.();
  };
  return {
    observe(event) {
      for (const observer of observers) observer.observe(event);
    },
    aside: (print) => print(),
    settle,
    async finish(outcome) {
      settle();
      for (const observer of observers) await observer.finish?.(outcome);
    },
    async [Symbol.asyncDispose]() {
      settle();
    },
  };
}

const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

export type StopSignalName = keyof typeof numbers;

export const stopSignalNames = Object.keys(numbers) as readonly StopSignalName[];

/** The abort reason of a run that was stopped by a signal. */
export class StopSignal extends Error {
  override readonly name = 'StopSignal';
  readonly exitCode: number;

  constructor(signal: StopSignalName) {
    super(`Stopped by ${signal}.`);
    this.exitCode = 128 + numbers[signal];
  }
}

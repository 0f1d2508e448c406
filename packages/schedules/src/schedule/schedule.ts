/** A schedule of five fields in a time zone. Its times are whole minutes. */
export interface Schedule {
  /** Changes if the pattern or the time zone does. */
  readonly text: string;
  /** The first time after a moment. Undefined if there is none, close to the end of the calendar. */
  next(after: Date): Date | undefined;
  /** The last time that is not after a moment. Undefined if there was none. */
  previous(now: Date): Date | undefined;
}

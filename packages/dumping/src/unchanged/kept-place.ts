/** Where the kept dumps are, and what a new one there would be like. */
export interface KeptPlace {
  /** Absolute. */
  readonly directory: string;
  readonly prefix: string;
  readonly extension: 'md' | 'md.gz';
  /** Permissions of a dump. */
  readonly mode: number;
  /** Whether one without a signature beside it isn't like the new one. */
  readonly mustBeSigned: boolean;
}

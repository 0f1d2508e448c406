export interface WildmatchOptions {
  /** `*`, `?` and sets don't match `/`, and `**` between slashes matches any number of directories. */
  readonly pathname: boolean;
  /** ASCII letters match in both cases. */
  readonly ignoreCase: boolean;
}

/** Git's files outside of a repository. */
export interface UserGitFiles {
  /**
   * Absolute paths of git's configuration files outside the repository (the system's, then the user's). Later files override
   * earlier ones, and the repository's configuration overrides them all.
   */
  readonly gitConfigFiles?: readonly string[];
  /** Absolute path of the user's ignore file, used if no configuration sets `core.excludesFile`. */
  readonly excludesFile?: string;
  /** Absolute path of the system's attribute file, usually /etc/gitattributes. */
  readonly systemAttributesFile?: string;
  /** Absolute path of the user's attribute file, used if no configuration sets `core.attributesFile`. */
  readonly attributesFile?: string;
  /** The directory that `~` in git's configuration stands for. */
  readonly homeDirectory?: string;
}

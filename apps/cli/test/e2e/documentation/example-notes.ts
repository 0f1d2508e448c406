export interface ExampleNote {
  /** The document, if only its examples are meant. */
  readonly document?: string;
  readonly command: string;
  /** A script that brings about the situation that the document speaks of. */
  readonly before?: string;
  /** The exit code, if the documents speak of a run that doesn't succeed. */
  readonly exitCode?: number;
}

/** What single examples need beyond their tree, and which exit codes are right. Each of them must be found in a document. */
export const exampleNotes: readonly ExampleNote[] = [
  {
    // A project failed in the last run, and is mended.
    command: 'create-dump batch --dest dumps --resume',
    before: [
      'echo "kep_last = 1" > packages/web/create-dump.toml',
      'create-dump batch --dest dumps --quiet 2> /dev/null || [ $? = 3 ]',
      'rm packages/web/create-dump.toml',
    ].join('\n'),
  },
  // The project has a binary file, whose content a dump lacks.
  { command: 'create-dump --strict', exitCode: 5 },
  {
    document: 'docs/configuration.md',
    command: 'create-dump batch --json > dumps.json',
    before: 'rm logo.png',
  },
  {
    command: 'CREATE_DUMP_KEEP_LAST=five create-dump /srv/app',
    before: `cat > /srv/app/create-dump.toml <<'END'
dest = "dumps"
kep_last = 5
archive = true

[profiles.nightly]
strict = true
toc = "tre"
END`,
    exitCode: 2,
  },
  {
    // The job runs as cron runs it.
    document: 'docs/index.md',
    command: "grep '^create_dump_last_success' ~/metrics/nightly.prom",
    before:
      'rm ~/metrics/nightly.prom; env -i HOME=~ "$(grep ^PATH= ~/crontab)" sh -c "$(sed -n "s/^30 2 \\* \\* \\* //p" ~/crontab)"',
  },
  // Nothing of a dump without its end is proven.
  { command: 'create-dump restore cut-off.md --to rescued --salvage', exitCode: 3 },
  { command: 'create-dump diff old.md new.md --exit-code --quiet', exitCode: 1 },
];

/** The name of a dump's checksum file: `.sha256` in place of the dump's extension, or after a name without one. */
export function checksumName(dumpName: string): string {
  return `${dumpName.replace(/\.(md|md\.gz|json|json\.gz)$/u, '')}.sha256`;
}

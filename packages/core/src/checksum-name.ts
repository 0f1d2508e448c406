/** Names a dump's checksum file: `.sha256` replaces the extension of a dump, or follows a name without one. */
export function checksumName(dumpName: string): string {
  return `${dumpName.replace(/\.(md|md\.gz|json|json\.gz)$/u, '')}.sha256`;
}

/** Names the signature of a checksum file, as `ssh-keygen -Y sign` does. */
export function signatureName(checksumName: string): string {
  return `${checksumName}.sig`;
}

/** Bytes of a checksum file's one line, with a name of 255 bytes that are all escaped. */
export const longestChecksum = 640;

/** Whether a text that may be a path is the address of a place in object storage: `s3://bucket/…`. */
export function isStoreUrl(text: string): boolean {
  return /^s3:\/\//iu.test(text);
}

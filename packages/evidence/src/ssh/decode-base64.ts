import { MalformedError } from './malformed-error.js';

/** Decodes canonical Base64 with white space anywhere in it. */
export function decodeBase64(text: string): Buffer {
  const compact = text.replaceAll(/[ \t\n\v\f\r]+/g, '');
  const bytes = Buffer.from(compact, 'base64');
  if (bytes.toString('base64') !== compact) throw new MalformedError('its Base64 is wrong');
  return bytes;
}

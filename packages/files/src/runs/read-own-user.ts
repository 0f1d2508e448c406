import { statSync } from 'node:fs';
import { userInfo } from 'node:os';

/** The user id of this process; undefined on systems that have none. */
export function readOwnUser(): number | undefined {
  const own = statSync('/proc/self', { throwIfNoEntry: false })?.uid;
  if (own !== undefined) return own;
  try {
    const { uid } = userInfo();
    return uid < 0 ? undefined : uid;
  } catch {
    // The user has no entry in the password file.
    return undefined;
  }
}

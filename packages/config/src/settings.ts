import { isSetting, type Setting } from './flag.js';
import { flags } from './flags.js';

/** The flags that files and the environment can set, and other spellings of them. */
export const settings: readonly Setting[] = flags.filter(isSetting);

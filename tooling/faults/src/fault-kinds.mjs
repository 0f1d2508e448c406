import { constants } from 'node:os';

/**
 * @typedef {object} FaultKind
 * @property {string} name
 * @property {Record<string, string>} environment what the injector is told
 * @property {boolean} kills the program is killed, so it can't say anything
 * @property {boolean} onlyWrites applies to calls that write bytes
 * @property {string | undefined} code what the system reports
 */

const killed = { kills: true, onlyWrites: false, code: undefined };

/**
 * What is done to each call. libuv repeats most calls after EINTR, and completes a short write; the program sees a short count only
 * if the rest fails. EPERM and ENOTSUP are what file systems without hard links or modes answer. A sticky error is a disk that
 * stays full or broken.
 *
 * @type {readonly FaultKind[]}
 */
export const faultKinds = [
  { name: 'kill-before', environment: { FAULT_ACTION: 'kill-before' }, ...killed },
  { name: 'kill-after', environment: { FAULT_ACTION: 'kill-after' }, ...killed },
  failure('EIO'),
  failure('ENOSPC'),
  failure('EDQUOT'),
  failure('EACCES'),
  failure('EROFS'),
  failure('EMFILE'),
  failure('EINTR'),
  failure('EPERM'),
  failure('ENOTSUP'),
  {
    name: 'short',
    environment: { FAULT_ACTION: 'shorten' },
    kills: false,
    onlyWrites: true,
    code: undefined,
  },
  {
    name: 'short-then-ENOSPC',
    environment: { FAULT_ACTION: 'shorten', FAULT_STICKY: '1', FAULT_ERRNO: number('ENOSPC') },
    kills: false,
    onlyWrites: true,
    code: 'ENOSPC',
  },
  failure('EIO', true),
  failure('ENOSPC', true),
];

/**
 * @param {keyof typeof constants.errno} code
 * @returns {FaultKind}
 */
function failure(code, isSticky = false) {
  const environment = { FAULT_ACTION: 'fail', FAULT_ERRNO: number(code) };
  return {
    name: isSticky ? `sticky-${code}` : code,
    environment: isSticky ? { ...environment, FAULT_STICKY: '1' } : environment,
    kills: false,
    onlyWrites: false,
    code,
  };
}

/** @param {keyof typeof constants.errno} code */
function number(code) {
  return String(constants.errno[code]);
}

/**
 * @typedef {object} FileSystem
 * @property {string} name
 * @property {readonly string[]} make the command that formats an image, which is appended
 * @property {string} options for mount
 * @property {number} weight its part of the cuts
 */

/**
 * ext4 as it is installed; ext4 without the safety nets that make up for a missing fsync; and xfs, which has none.
 *
 * @type {readonly FileSystem[]}
 */
export const fileSystems = [
  { name: 'ext4', make: ['mkfs.ext4', '-q', '-F'], options: 'defaults', weight: 2 },
  {
    name: 'ext4-writeback',
    make: ['mkfs.ext4', '-q', '-F'],
    options: 'data=writeback,noauto_da_alloc',
    weight: 1,
  },
  { name: 'xfs', make: ['mkfs.xfs', '-q', '-f'], options: 'defaults', weight: 1 },
];

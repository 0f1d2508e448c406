import type { Flag } from '../flag.js';

/** A hostile tree would send itself, or a request signed with the user's key, to its author. */
export const notByTree = 'a tree that is dumped must not choose where it is sent';

const shared = { group: 'Object storage', notInProjectFile: notByTree } as const;

/** Flags for how a bucket is reached that `s3://BUCKET/PREFIX/` names. Keys come from where AWS's programs look, never from a flag. */
export const storeFlags: readonly Flag[] = [
  {
    ...shared,
    key: 's3_endpoint',
    flag: 's3-endpoint',
    kind: { type: 'url' },
    value: 'URL',
    description: "Server of s3://… addresses, if it isn't AWS",
    default: null,
    defaultText: 'AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL or AWS',
  },
  {
    ...shared,
    key: 's3_region',
    flag: 's3-region',
    kind: { type: 'text' },
    value: 'NAME',
    description: 'Region of the bucket',
    default: null,
    defaultText: 'AWS_REGION, AWS_DEFAULT_REGION or us-east-1',
  },
  {
    ...shared,
    key: 's3_addressing',
    flag: 's3-addressing',
    kind: { type: 'choice', choices: ['auto', 'path', 'virtual'] },
    description:
      "Where requests name the bucket: in the path, in the host's name, or as the endpoint needs",
    default: 'auto',
  },
  {
    ...shared,
    key: 's3_profile',
    flag: 's3-profile',
    kind: { type: 'text' },
    value: 'NAME',
    description: 'Profile of the credentials in ~/.aws',
    default: null,
    defaultText: 'AWS_PROFILE',
  },
  {
    ...shared,
    key: 's3_insecure',
    flag: 's3-insecure',
    kind: { type: 'switch' },
    description: 'Allow an endpoint without encryption (http:) on another machine',
    default: false,
  },
];

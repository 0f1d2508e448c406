import { type Arguments, readChoice, readSwitch, readText } from '@create-dump/command-line';

/** How the server of a bucket is reached. */
export interface StoreRequest {
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly addressing: 'auto' | 'path' | 'virtual';
  readonly profile: string | undefined;
  /** Whether requests may go to another machine without encryption. */
  readonly insecure: boolean;
}

/** Reads --s3-endpoint, --s3-region, --s3-addressing, --s3-profile and --s3-insecure. */
export function readStoreArguments(argv: Arguments): StoreRequest {
  return {
    endpoint: readText(argv, 's3-endpoint'),
    region: readText(argv, 's3-region'),
    addressing: readChoice(argv, 's3-addressing', ['auto', 'path', 'virtual']) ?? 'auto',
    profile: readText(argv, 's3-profile'),
    insecure: readSwitch(argv, 's3-insecure', false),
  };
}

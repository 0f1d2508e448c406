export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface CredentialOptions {
  /** Of AWS's files. Default: `AWS_PROFILE`, or `default`. */
  readonly profile?: string | undefined;
}

/**
 * Returns what looks for credentials where AWS's programs do: the environment, the files in `~/.aws`, single sign-on, a program that these
 * files name, and the services that machines and containers ask.
 */
export async function findCredentials({
  profile,
}: CredentialOptions): Promise<() => Promise<Credentials>> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  return defaultProvider(profile === undefined ? {} : { profile });
}

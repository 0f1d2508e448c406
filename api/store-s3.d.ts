import { Store } from "@create-dump/core";
interface Credentials {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
    readonly expiration?: Date;
}
interface CredentialOptions {
    readonly profile?: string | undefined;
}
declare function findCredentials({ profile, }: CredentialOptions): Promise<() => Promise<Credentials>>;
interface ClientOptions {
    readonly endpoint?: string | undefined;
    readonly region?: string | undefined;
    readonly addressing?: "auto" | "path" | "virtual" | undefined;
    readonly credentials: () => Promise<Credentials>;
    readonly longestSilence?: number | undefined;
}
interface RetryPolicy {
    readonly attempts?: number;
    readonly firstDelay?: number;
    readonly longestDelay?: number;
}
interface S3StoreOptions extends ClientOptions {
    readonly bucket: string;
    readonly prefix?: string;
    readonly runId: string;
    readonly largestPut?: number;
    readonly retries?: RetryPolicy;
    readonly onRetry?: (why: string) => void;
    readonly random?: () => number;
}
declare function createS3Store(options: S3StoreOptions): Promise<Store>;
interface StorePlace {
    readonly bucket: string;
    readonly path: string;
}
declare function parseStoreUrl(text: string): StorePlace;
export { type CredentialOptions, type Credentials, type RetryPolicy, type S3StoreOptions, type StorePlace, createS3Store, findCredentials, parseStoreUrl };

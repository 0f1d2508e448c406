import { KeyObject } from "node:crypto";
import { SignBytes } from "@create-dump/core";
interface DumpProvenance {
    readonly name: string;
    readonly options: object;
    readonly treeSha256: string;
    readonly generated: Date;
    readonly git?: {
        readonly commit: string | null;
        readonly branch: string | null;
        readonly dirty: boolean | null;
    };
}
interface ProvenanceContext {
    readonly version: string;
    readonly remote?: string;
}
interface ProvenancePredicate {
    readonly buildDefinition: {
        readonly buildType: string;
        readonly externalParameters: object;
        readonly resolvedDependencies: ReadonlyArray<{
            readonly uri?: string;
            readonly digest: Readonly<Record<string, string>>;
        }>;
    };
    readonly runDetails: {
        readonly builder: {
            readonly id: string;
            readonly version: Readonly<Record<string, string>>;
        };
        readonly metadata: {
            readonly finishedOn: string;
        };
    };
}
declare const provenanceType = "https://slsa.dev/provenance/v1";
declare function createProvenance(dumps: readonly [
    DumpProvenance,
    ...DumpProvenance[]
], { version, remote }: ProvenanceContext): ProvenancePredicate;
interface StatementSubject {
    readonly name: string;
    readonly sha256: string;
}
interface Statement {
    readonly _type: "https://in-toto.io/Statement/v1";
    readonly subject: ReadonlyArray<{
        readonly name: string;
        readonly digest: {
            readonly sha256: string;
        };
    }>;
    readonly predicateType: string;
    readonly predicate: object;
}
declare function createStatement(subjects: readonly StatementSubject[], predicateType: string, predicate: object): Statement;
declare function encodePae(payloadType: string, payload: Uint8Array): Buffer;
declare const statementPayloadType = "application/vnd.in-toto+json";
declare function publicUri(remote: string): string | undefined;
interface PublicKey {
    readonly type: string;
    readonly key: KeyObject;
    readonly hash?: string;
    readonly application?: string;
    readonly blob: Buffer;
}
interface Certificate {
    readonly serial: bigint;
    readonly isForUsers: boolean;
    readonly keyId: string;
    readonly principals: readonly string[];
    readonly validAfter: bigint;
    readonly validBefore: bigint;
    readonly authority: PublicKey;
}
interface SshKey {
    readonly name: string;
    readonly publicKey: PublicKey;
    readonly certificate?: Certificate;
    readonly blob: Buffer;
}
type TimezoneOffset = (at: Date) => number;
declare function parseSshTime(text: string, timezoneOffset: TimezoneOffset): bigint | undefined;
interface SignerOptions {
    readonly isAuthority: boolean;
    readonly namespaces?: string;
    readonly validAfter?: bigint;
    readonly validBefore?: bigint;
}
interface AllowedSigner extends SignerOptions {
    readonly line: number;
    readonly principals: string;
    readonly key: SshKey;
}
interface AllowedSigners {
    readonly signers: readonly AllowedSigner[];
    readonly ignored: readonly {
        readonly line: number;
        readonly reason: string;
    }[];
}
declare function parseAllowedSigners(file: Uint8Array, timezoneOffset?: TimezoneOffset): AllowedSigners;
type IsRevoked = (key: SshKey) => boolean;
declare function parseRevokedKeys(file: Uint8Array, name: string): IsRevoked;
interface SigningKey {
    readonly type: string;
    readonly fingerprint: string;
    readonly certificate?: string;
    readonly userPresence?: boolean;
}
type SignatureVerdict = {
    readonly state: "valid";
    readonly signer: string;
    readonly key: SigningKey;
} | {
    readonly state: "untrusted";
    readonly reason: string;
    readonly key: SigningKey;
} | {
    readonly state: "invalid";
    readonly reason: string;
};
type VerifySignature = (armor: string, message: Uint8Array, at: Date) => SignatureVerdict;
interface SignatureVerifierOptions {
    readonly signers: readonly AllowedSigner[];
    readonly isRevoked?: IsRevoked;
    readonly signer?: string;
    readonly namespace?: string;
}
declare function createSignatureVerifier(options: SignatureVerifierOptions): VerifySignature;
interface SshSignerOptions {
    readonly key: string;
    readonly namespace?: string;
    readonly program?: string;
    readonly timeLimit?: number;
    readonly signal: AbortSignal;
}
interface SshSigner {
    readonly sign: SignBytes;
    check(): Promise<void>;
}
declare function createSshSigner(options: SshSignerOptions): SshSigner;
export { type AllowedSigner, type AllowedSigners, type DumpProvenance, type IsRevoked, type ProvenanceContext, type ProvenancePredicate, type SignatureVerdict, type SignatureVerifierOptions, type SignerOptions, type SigningKey, type SshKey, type SshSigner, type SshSignerOptions, type Statement, type StatementSubject, type TimezoneOffset, type VerifySignature, createProvenance, createSignatureVerifier, createSshSigner, createStatement, encodePae, parseAllowedSigners, parseRevokedKeys, parseSshTime, provenanceType, publicUri, statementPayloadType };

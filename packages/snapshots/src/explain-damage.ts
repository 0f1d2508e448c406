import { basename } from 'node:path';
import { displayPath } from '@create-dump/core';

/** What is known about a dump and its checksum file. Digests are hexadecimal. */
export interface PairFacts {
  /** Paths. */
  readonly dump: string;
  readonly checksum: string;
  /** Of the dump as it is. */
  readonly actual: string;
  /** What the checksum file states for the dump; undefined if it states nothing, or doesn't exist. */
  readonly stated: string | undefined;
  readonly hasChecksum: boolean;
  /** What the ledger records for it; empty if it says nothing. */
  readonly recorded: readonly string[];
  /** What the dump says about itself: its manifest proves it or contradicts it, or there is none. */
  readonly own: OwnProof;
}

export type OwnProof = 'whole' | 'broken' | 'unknown';

/** Says in a sentence which half of a pair is wrong, as far as that can be told; undefined if the pair is whole. */
export function explainDamage(facts: PairFacts): string | undefined {
  const { actual, stated, recorded, own } = facts;
  const dump = displayPath(facts.dump);
  const checksum = displayPath(basename(facts.checksum));
  const isRecorded = recorded.length === 0 ? undefined : recorded.includes(actual);
  if (actual === stated) {
    if (isRecorded === false) {
      return `${dump} and ${checksum} match each other, but not the ledger: both were replaced.`;
    }
    if (own !== 'broken') return undefined;
    return `${dump} is damaged: it matches ${checksum}, but not its own manifest.`;
  }
  const said = whatIsSaid(facts);
  if (isRecorded ?? own === 'whole') return `${dump} is whole, but ${checksum} ${said}.`;
  if (isRecorded === false) {
    const isStatedRight = stated !== undefined && recorded.includes(stated);
    if (isStatedRight) return `${dump} is damaged: it matches neither ${checksum} nor the ledger.`;
    return `${dump} is damaged: it does not match the ledger, and ${checksum} ${said}.`;
  }
  if (own === 'broken') return `${dump} is damaged: it does not match ${checksum}.`;
  return `${dump} or ${checksum} is damaged: the checksum file ${saidBy(facts)}.`;
}

function whatIsSaid(facts: PairFacts): string {
  return facts.hasChecksum ? `is wrong: it ${saidBy(facts)}` : 'is missing';
}

function saidBy({ stated, hasChecksum }: PairFacts): string {
  if (!hasChecksum) return 'is missing';
  return stated === undefined ? 'does not state a SHA-256 for it' : 'states another SHA-256';
}

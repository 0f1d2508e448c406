import type { CountRule } from './retention-policy.js';

/** Why an item is kept. `message` states it in a sentence. */
export type KeepReason = { readonly message: string } & (
  | {
      readonly kind: CountRule;
      /** Position among the items the rule keeps, counted from 1, the newest first. */
      readonly number: number;
      /** Kept as the oldest of its group because the count isn't used up; it isn't the newest of its period. */
      readonly oldest: boolean;
    }
  | { readonly kind: 'keep-within'; readonly since: Date }
  /** The newest of its group that isn't in the future. */
  | { readonly kind: 'newest' }
  | { readonly kind: 'pinned' }
  /** Its time is later than now. */
  | { readonly kind: 'future' }
  /** The policy has no rules. */
  | { readonly kind: 'no-rule' }
);

/** Why an item is removed: one reason for each rule that doesn't keep it, or only the size limit. */
export type RemoveReason = { readonly message: string } &
  /** The rule's count is used up by newer items. */
  (
    | { readonly kind: 'used-up'; readonly rule: CountRule }
    /** The rule keeps `by`, a newer item of the same period. */
    | {
        readonly kind: 'superseded';
        readonly rule: CountRule;
        readonly period: string;
        readonly by: string;
      }
    | { readonly kind: 'too-old'; readonly since: Date }
    /** `total`: the size of the group including this item, in bytes. */
    | { readonly kind: 'over-size'; readonly limit: number; readonly total: number }
  );

import type { CountRule } from './retention-policy.js';

/** Why an item stays. `message` says it in a sentence. */
export type KeepReason = { readonly message: string } & (
  | {
      readonly kind: CountRule;
      /** Which of those that the rule keeps, counted from 1, the newest first. */
      readonly number: number;
      /** Not the newest of its period, but the oldest of its group, kept as the rule had counts left. */
      readonly oldest: boolean;
    }
  | { readonly kind: 'keep-within'; readonly since: Date }
  /** The newest of its group that isn't in the future. */
  | { readonly kind: 'newest' }
  | { readonly kind: 'pinned' }
  /** Its time is later than now. */
  | { readonly kind: 'future' }
  /** The policy has no rule that would ask for more. */
  | { readonly kind: 'no-rule' }
);

/** Why an item goes: one for each rule that doesn't keep it, or the limit on size alone. */
export type RemoveReason = { readonly message: string } &
  /** The rule keeps as many as it may, all of them newer. */
  (
    | { readonly kind: 'used-up'; readonly rule: CountRule }
    /** The rule keeps `by`, a newer one of the same period. */
    | {
        readonly kind: 'superseded';
        readonly rule: CountRule;
        readonly period: string;
        readonly by: string;
      }
    | { readonly kind: 'too-old'; readonly since: Date }
    /** `total`: bytes that the group would take with it. */
    | { readonly kind: 'over-size'; readonly limit: number; readonly total: number }
  );

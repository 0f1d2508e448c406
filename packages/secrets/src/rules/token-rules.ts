import type { TokenRule } from '../tokens/token-rule.js';
import { applicationRules } from './applications.js';
import { artificialIntelligenceRules } from './artificial-intelligence.js';
import { cloudRules } from './cloud.js';
import { codeHostingRules } from './code-hosting.js';
import { messagingRules } from './messaging.js';
import { operationsRules } from './operations.js';
import { packageRules } from './packages.js';
import { paymentRules } from './payments.js';

/**
 * The tokens that are found: those that their services mark with a prefix, or with some other text at a fixed place. Prefixes, alphabets,
 * lengths and entropies are facts from gitleaks (MIT), secretlint (MIT) and the documentation of the services.
 */
export const tokenRules: readonly TokenRule[] = [
  ...applicationRules,
  ...artificialIntelligenceRules,
  ...cloudRules,
  ...codeHostingRules,
  ...messagingRules,
  ...operationsRules,
  ...packageRules,
  ...paymentRules,
];

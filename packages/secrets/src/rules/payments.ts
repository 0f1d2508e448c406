import type { TokenRule } from '../tokens/token-rule.js';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Tokens of services for payments and shops. */
export const paymentRules: readonly TokenRule[] = [
  {
    id: 'braintree-access-token',
    title: 'Braintree access token',
    patterns: ['production', 'sandbox'].map(
      (place) => `access_token$${place}$[0-9a-z]{16}$[0-9a-f]{32}`,
    ),
    entropy: 3,
  },
  {
    id: 'duffel-api-token',
    title: 'Duffel API token',
    patterns: ['duffel_test_[A-Za-z0-9_=-]{43}', 'duffel_live_[A-Za-z0-9_=-]{43}'],
    entropy: 3,
  },
  {
    id: 'easypost-api-token',
    title: 'EasyPost API token',
    patterns: ['EZAK[A-Za-z0-9]{54}', 'EZTK[A-Za-z0-9]{54}'],
    entropy: 3.5,
  },
  {
    id: 'flutterwave-secret-key',
    title: 'Flutterwave secret key',
    patterns: ['FLWSECK_TEST-[A-Za-z0-9]{32}-X', 'FLWSECK-[A-Za-z0-9]{32}-X'],
    entropy: 3,
  },
  {
    id: 'flutterwave-encryption-key',
    title: 'Flutterwave encryption key',
    patterns: ['FLWSECK_TEST[A-Za-z0-9]{12}', 'FLWSECK_TEST-[A-Za-z0-9]{12}'],
    entropy: 3,
  },
  {
    id: 'plaid-api-token',
    title: 'Plaid access token',
    patterns: ['sandbox', 'development', 'production'].map((place) => `access-${place}-${uuid}`),
    entropy: 3,
  },
  {
    id: 'shippo-api-token',
    title: 'Shippo API token',
    patterns: ['shippo_live_[0-9A-Fa-f]{40}', 'shippo_test_[0-9A-Fa-f]{40}'],
    entropy: 3,
  },
  {
    id: 'shopify-access-token',
    title: 'Shopify access token or shared secret',
    patterns: ['shpat', 'shpca', 'shppa', 'shpss'].map((kind) => `${kind}_[0-9A-Za-z]{32,38}`),
    entropy: 3,
    within: true,
  },
  {
    id: 'square-access-token',
    title: 'Square access token or secret',
    patterns: ['sq0atp-[A-Za-z0-9_-]{22,60}', 'sq0csp-[A-Za-z0-9_-]{43}', 'EAAA[A-Za-z0-9_-]{60}'],
    entropy: 3.5,
  },
  {
    id: 'stripe-access-token',
    title: 'Stripe secret or restricted key',
    patterns: ['sk', 'rk'].flatMap((kind) =>
      ['live', 'test', 'prod'].map((place) => `${kind}_${place}_[A-Za-z0-9]{10,247}`),
    ),
    entropy: 3,
  },
  {
    id: 'stripe-webhook-secret',
    title: 'Stripe webhook secret',
    patterns: ['whsec_[A-Za-z0-9+/=]{32,88}'],
    entropy: 3.5,
  },
];

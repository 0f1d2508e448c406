import type { TokenRule } from '../tokens/token-rule.js';

/** Tokens of services that watch, deploy, connect and keep secrets. */
export const operationsRules: readonly TokenRule[] = [
  {
    id: '1password-secret-key',
    title: '1Password secret key',
    patterns: [
      'A3-[A-Z0-9]{6}-[A-Z0-9]{11}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}',
      'A3-[A-Z0-9]{6}-[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}',
    ],
    entropy: 3.5,
  },
  {
    id: '1password-service-account-token',
    title: '1Password service account token',
    patterns: ['ops_eyJ[A-Za-z0-9+/=]{250,3000}'],
    entropy: 4,
  },
  {
    id: 'age-secret-key',
    title: 'age secret key',
    patterns: ['AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}'],
    entropy: 3,
  },
  {
    id: 'clickhouse-cloud-api-secret-key',
    title: 'ClickHouse Cloud API secret key',
    patterns: ['4b1d[A-Za-z0-9]{38}'],
    entropy: 4,
  },
  {
    id: 'defined-networking-api-token',
    title: 'Defined Networking API token',
    patterns: ['dnkey-[a-z0-9=_-]{26}-[a-z0-9=_-]{52}'],
    entropy: 3,
  },
  {
    id: 'doppler-api-token',
    title: 'Doppler token',
    patterns: [
      ...['pt', 'ct', 'sa', 'scim', 'audit'].map((kind) => `dp.${kind}.[A-Za-z0-9]{40,44}`),
      // Service tokens name their configuration.
      ...['', 'dev.', 'dev_personal.', 'stg.', 'prd.', 'prod.', 'ci.'].map(
        (configuration) => `dp.st.${configuration}[A-Za-z0-9]{40,44}`,
      ),
    ],
    entropy: 3.5,
    within: true,
  },
  {
    id: 'dynatrace-api-token',
    title: 'Dynatrace API token',
    patterns: ['dt0c01.[A-Za-z0-9]{24}.[A-Za-z0-9]{64}'],
    entropy: 4,
    within: true,
  },
  {
    id: 'grafana-api-key',
    title: 'Grafana API key',
    patterns: ['eyJrIjoi[A-Za-z0-9+/=]{70,400}'],
    entropy: 3,
  },
  {
    id: 'grafana-cloud-api-token',
    title: 'Grafana Cloud API token',
    patterns: ['glc_[A-Za-z0-9+/=]{32,400}'],
    entropy: 3.5,
  },
  {
    id: 'grafana-service-account-token',
    title: 'Grafana service account token',
    patterns: ['glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}'],
    entropy: 3,
  },
  {
    id: 'hashicorp-tf-api-token',
    title: 'HCP Terraform API token',
    patterns: ['[A-Za-z0-9]{14}.atlasv1.[A-Za-z0-9_=-]{60,70}'],
    entropy: 3.5,
  },
  {
    id: 'infracost-api-token',
    title: 'Infracost API token',
    patterns: ['ico-[A-Za-z0-9]{32}'],
    // More than a digest behind the name of an icon has.
    entropy: 4.1,
  },
  {
    id: 'new-relic-user-api-key',
    title: 'New Relic user key',
    patterns: ['NRAK-[A-Za-z0-9]{27}'],
    entropy: 3,
  },
  {
    id: 'new-relic-insert-key',
    title: 'New Relic insert key',
    patterns: ['NRII-[A-Za-z0-9-]{32}'],
    entropy: 3,
  },
  {
    id: 'new-relic-browser-api-token',
    title: 'New Relic browser key',
    patterns: ['NRJS-[0-9a-f]{19}'],
    entropy: 3,
  },
  {
    id: 'pulumi-api-token',
    title: 'Pulumi access token',
    patterns: ['pul-[0-9a-f]{40}'],
    entropy: 3,
  },
  {
    id: 'sentry-org-token',
    title: 'Sentry organization token',
    patterns: ['sntrys_eyJ[A-Za-z0-9+/=]{40,500}_[A-Za-z0-9+/]{43}'],
    entropy: 4,
  },
  {
    id: 'sentry-user-token',
    title: 'Sentry user token',
    patterns: ['sntryu_[0-9a-f]{64}'],
    entropy: 3.5,
  },
  {
    id: 'tailscale-key',
    title: 'Tailscale key',
    patterns: ['tskey-[a-z]{2,20}-[0-9A-Za-z_]{8,40}-[0-9A-Za-z_]{16,60}'],
    entropy: 3,
  },
  {
    id: 'vault-batch-token',
    title: 'Vault batch token',
    patterns: ['hvb.[A-Za-z0-9_-]{138,300}'],
    entropy: 4,
  },
  {
    id: 'vault-service-token',
    title: 'Vault service token',
    patterns: ['hvs.[A-Za-z0-9_-]{90,120}', 'hvr.[A-Za-z0-9_-]{90,120}'],
    entropy: 3.5,
  },
];

import type { TokenRule } from '../tokens/token-rule.js';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Tokens of applications for design, documents, customers and the rest. */
export const applicationRules: readonly TokenRule[] = [
  {
    id: 'adobe-client-secret',
    title: 'Adobe client secret',
    patterns: ['p8e-[A-Za-z0-9]{32}'],
    entropy: 3,
  },
  {
    // As gitleaks spells it.
    id: 'airtable-personnal-access-token',
    title: 'Airtable personal access token',
    patterns: ['pat[A-Za-z0-9]{14}.[0-9a-f]{64}'],
    entropy: 3.5,
  },
  {
    id: 'clickup-api-token',
    title: 'ClickUp API token',
    patterns: ['pk_[0-9]{7,9}_[A-Z0-9]{32}'],
    entropy: 3.5,
  },
  {
    id: 'contentful-management-token',
    title: 'Contentful management token',
    patterns: ['CFPAT-[A-Za-z0-9_-]{43}'],
    entropy: 3.5,
  },
  {
    id: 'dropbox-short-lived-api-token',
    title: 'Dropbox access token',
    patterns: ['sl.[A-Za-z0-9_=-]{130,1400}', 'sl.u.[A-Za-z0-9_=-]{130,1400}'],
    entropy: 4,
  },
  {
    id: 'figma-access-token',
    title: 'Figma access token',
    patterns: ['figd_[A-Za-z0-9_-]{40,200}'],
    entropy: 3.5,
  },
  {
    id: 'frameio-api-token',
    title: 'Frame.io API token',
    patterns: ['fio-u-[A-Za-z0-9_=-]{64}'],
    entropy: 3.5,
  },
  {
    id: 'hubspot-private-app-token',
    title: 'HubSpot private app token',
    patterns: ['na1', 'na2', 'eu1', 'ap1'].map((region) => `pat-${region}-${uuid}`),
    entropy: 3,
  },
  {
    id: 'intra42-client-secret',
    title: '42 intranet client secret',
    patterns: ['s-s4t2ud-[0-9a-f]{64}', 's-s4t2af-[0-9a-f]{64}'],
    entropy: 3,
  },
  {
    id: 'linear-api-key',
    title: 'Linear API key',
    patterns: ['lin_api_[A-Za-z0-9]{40}', 'lin_oauth_[0-9a-f]{64}'],
    entropy: 3,
    within: true,
  },
  {
    id: 'mapbox-secret-token',
    title: 'Mapbox secret token',
    patterns: ['sk.eyJ[A-Za-z0-9_-]{20,200}.[A-Za-z0-9_-]{22}'],
    entropy: 4,
  },
  {
    id: 'notion-api-token',
    title: 'Notion integration token',
    patterns: ['ntn_[0-9]{11}[A-Za-z0-9]{35}', 'secret_[A-Za-z0-9]{43}'],
    entropy: 4,
  },
  {
    id: 'posthog-personal-api-key',
    title: 'PostHog personal API key',
    patterns: ['phx_[A-Za-z0-9]{32,60}'],
    entropy: 3.5,
  },
  {
    id: 'postman-api-token',
    title: 'Postman API key',
    patterns: ['PMAK-[0-9A-Fa-f]{24}-[0-9A-Fa-f]{34}'],
    entropy: 3,
  },
  {
    id: 'readme-api-token',
    title: 'ReadMe API token',
    patterns: ['rdme_[a-z0-9]{70}'],
    entropy: 3.5,
  },
  {
    id: 'settlemint-access-token',
    title: 'SettleMint access token',
    patterns: ['sm_aat_[A-Za-z0-9]{16}', 'sm_pat_[A-Za-z0-9]{16}', 'sm_sat_[A-Za-z0-9]{16}'],
    entropy: 3,
  },
  {
    id: 'typeform-api-token',
    title: 'Typeform API token',
    patterns: ['tfp_[A-Za-z0-9_-]{59}'],
    entropy: 3.5,
  },
];

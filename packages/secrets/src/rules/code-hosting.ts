import type { TokenRule } from '../tokens/token-rule.js';

const gitlab = (id: string, title: string, ...patterns: string[]): TokenRule => ({
  id: `gitlab-${id}`,
  title: `GitLab ${title}`,
  patterns,
  entropy: 3,
  within: true,
});

/** GitHub reserves 255 characters for each. */
const github = (id: string, title: string, ...patterns: string[]): TokenRule => ({
  id: `github-${id}`,
  title: `GitHub ${title}`,
  patterns,
  entropy: 3,
  within: true,
});

/** Tokens of hosts of code, and of services that build it. */
export const codeHostingRules: readonly TokenRule[] = [
  github('pat', 'personal access token', 'ghp_[0-9A-Za-z]{36,251}'),
  github('oauth', 'OAuth token', 'gho_[0-9A-Za-z]{36,251}'),
  github(
    'app-token',
    'app token',
    'ghu_[0-9A-Za-z]{36,251}',
    'ghs_[0-9A-Za-z]{36,251}',
    'ghs_[0-9]{1,20}_eyJ[A-Za-z0-9_-]{14,4000}.eyJ[A-Za-z0-9_-]{4,12000}.[A-Za-z0-9_-]{43,1400}',
  ),
  github('refresh-token', 'refresh token', 'ghr_[0-9A-Za-z]{36,251}'),
  github('fine-grained-pat', 'fine-grained access token', 'github_pat_[0-9A-Za-z_]{82,244}'),
  gitlab('cicd-job-token', 'CI job token', 'glcbt-[0-9A-Za-z]{1,5}_[0-9A-Za-z_-]{20,64}'),
  gitlab('deploy-token', 'deploy token', 'gldt-[0-9A-Za-z_-]{20,64}'),
  gitlab('feature-flag-client-token', 'feature flag token', 'glffct-[0-9A-Za-z_-]{20,64}'),
  gitlab('feed-token', 'feed token', 'glft-[0-9A-Za-z_-]{20,64}'),
  gitlab('incoming-mail-token', 'incoming mail token', 'glimt-[0-9A-Za-z_-]{25,64}'),
  gitlab('kubernetes-agent-token', 'agent token', 'glagent-[0-9A-Za-z_-]{50,64}'),
  gitlab('oauth-app-secret', 'OAuth application secret', 'gloas-[0-9A-Za-z_-]{64}'),
  gitlab(
    'pat',
    'personal access token',
    'glpat-[0-9A-Za-z_-]{20,300}',
    'glpat-[0-9A-Za-z_-]{27,300}.[0-9a-z]{9}',
  ),
  gitlab('ptt', 'pipeline trigger token', 'glptt-[0-9a-f]{40}'),
  gitlab('rrt', 'runner registration token', 'GR1348941[0-9A-Za-z_-]{20}'),
  gitlab(
    'runner-authentication-token',
    'runner token',
    'glrt-[0-9A-Za-z_-]{20,300}',
    'glrt-t[0-9]_[0-9A-Za-z_-]{27,300}.[0-9a-z]{9}',
  ),
  gitlab('scim-token', 'SCIM token', 'glsoat-[0-9A-Za-z_-]{20,64}'),
  gitlab('session-cookie', 'session cookie', '_gitlab_session=[0-9a-z]{32}'),
  {
    id: 'atlassian-api-token',
    title: 'Atlassian API token',
    patterns: ['ATATT3[A-Za-z0-9_=-]{180,200}', 'ATCTT3[A-Za-z0-9_=-]{180,200}'],
    entropy: 3.5,
  },
  {
    id: 'bitbucket-app-password',
    title: 'Bitbucket app password',
    patterns: ['ATBB[A-Za-z0-9]{32}'],
    entropy: 3.5,
  },
  {
    id: 'buildkite-api-token',
    title: 'Buildkite API token',
    patterns: ['bkua_[0-9a-f]{40}'],
    entropy: 3,
  },
  {
    id: 'circleci-personal-token',
    title: 'CircleCI personal token',
    patterns: ['CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}'],
    entropy: 3,
  },
  {
    id: 'harness-api-key',
    title: 'Harness API key',
    patterns: ['pat', 'sat'].map(
      (kind) => `${kind}.[A-Za-z0-9_-]{22}.[A-Za-z0-9]{24}.[A-Za-z0-9]{20}`,
    ),
    entropy: 4,
  },
  {
    id: 'octopus-deploy-api-key',
    title: 'Octopus Deploy API key',
    patterns: ['API-[A-Z0-9]{26}'],
    entropy: 3,
  },
  {
    id: 'prefect-api-token',
    title: 'Prefect API token',
    patterns: ['pnu_[A-Za-z0-9]{36}'],
    entropy: 3,
  },
  {
    id: 'sonar-api-token',
    title: 'Sonar token',
    patterns: ['squ_[0-9a-f]{40}', 'sqp_[0-9a-f]{40}', 'sqa_[0-9a-f]{40}'],
    entropy: 3,
  },
  {
    id: 'sourcegraph-access-token',
    title: 'Sourcegraph access token',
    patterns: [
      'sgp_[0-9A-Fa-f]{40}',
      'sgp_[0-9A-Fa-f]{16}_[0-9A-Fa-f]{40}',
      'sgp_local_[0-9A-Fa-f]{40}',
    ],
    entropy: 3,
  },
];

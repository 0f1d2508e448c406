import type { TokenRule } from '../tokens/token-rule.js';

/** Tokens of services for messages and mail. */
export const messagingRules: readonly TokenRule[] = [
  {
    id: 'discord-webhook',
    title: 'Discord webhook',
    patterns: ['/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,80}'],
    entropy: 4,
    within: true,
  },
  {
    id: 'facebook-page-access-token',
    title: 'Facebook page access token',
    patterns: ['EAAM[A-Za-z0-9]{100,400}', 'EAAC[A-Za-z0-9]{100,400}'],
    entropy: 4,
  },
  {
    id: 'microsoft-teams-webhook',
    title: 'Microsoft Teams webhook',
    patterns: [
      '.webhook.office.com/webhookb2/[a-z0-9-]{36}@[a-z0-9-]{36}/IncomingWebhook/[a-z0-9]{32}/[a-z0-9-]{36}',
    ],
    entropy: 3,
    within: true,
  },
  {
    id: 'sendgrid-api-token',
    title: 'SendGrid API key',
    patterns: ['SG.[A-Za-z0-9_-]{22}.[A-Za-z0-9_-]{43}'],
    entropy: 4,
  },
  {
    id: 'sendinblue-api-token',
    title: 'Brevo API key',
    patterns: ['xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}', 'xsmtpsib-[0-9a-f]{64}-[A-Za-z0-9]{16}'],
    entropy: 3,
  },
  {
    id: 'slack-app-token',
    title: 'Slack app token',
    patterns: ['xapp-[0-9]-[A-Za-z0-9]{8,40}-[0-9]{8,20}-[A-Za-z0-9]{32,128}'],
    entropy: 3,
    guessable: true,
  },
  {
    id: 'slack-bot-token',
    title: 'Slack bot token',
    patterns: ['xoxb-[0-9]{8,14}-[A-Za-z0-9-]{10,100}'],
    entropy: 3,
    guessable: true,
  },
  {
    id: 'slack-config-token',
    title: 'Slack configuration token',
    patterns: [
      'xoxe.xoxb-[0-9]-[A-Za-z0-9]{160,170}',
      'xoxe.xoxp-[0-9]-[A-Za-z0-9]{160,170}',
      'xoxe-[0-9]-[A-Za-z0-9]{140,150}',
    ],
    entropy: 3,
  },
  {
    id: 'slack-legacy-token',
    title: 'Slack legacy token',
    patterns: [
      'xoxo-[0-9]{1,14}-[0-9]{1,14}-[0-9]{1,14}-[0-9A-Fa-f]{8,64}',
      'xoxs-[0-9]{1,14}-[0-9]{1,14}-[0-9]{1,14}-[0-9A-Fa-f]{8,64}',
      'xoxa-[0-9A-Za-z-]{12,100}',
      'xoxr-[0-9A-Za-z-]{12,100}',
    ],
    entropy: 3,
    guessable: true,
  },
  {
    id: 'slack-user-token',
    title: 'Slack user token',
    patterns: ['xoxp', 'xoxe'].map(
      (kind) => `${kind}-[0-9]{10,13}-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9-]{28,34}`,
    ),
    entropy: 3,
  },
  {
    id: 'slack-webhook-url',
    title: 'Slack webhook',
    patterns: ['services', 'workflows', 'triggers'].map(
      (kind) => `hooks.slack.com/${kind}/[A-Za-z0-9+/]{43,80}`,
    ),
    entropy: 3.5,
    within: true,
  },
  {
    id: 'telegram-bot-api-token',
    title: 'Telegram bot token',
    patterns: ['8', '9', '10'].map((digits) => `[0-9]{${digits}}:AA[A-Za-z0-9_-]{33}`),
    entropy: 4,
  },
  {
    id: 'twilio-api-key',
    title: 'Twilio API key',
    patterns: ['SK[0-9a-fA-F]{32}'],
    entropy: 3,
  },
  {
    id: 'yandex-api-key',
    title: 'Yandex API key',
    patterns: ['AQVN[A-Za-z0-9_-]{35,38}'],
    entropy: 3.5,
  },
];

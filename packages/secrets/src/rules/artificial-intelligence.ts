import type { TokenRule } from '../tokens/token-rule.js';

/** Tokens of services for language models. */
export const artificialIntelligenceRules: readonly TokenRule[] = [
  {
    id: 'anthropic-api-key',
    title: 'Anthropic API key',
    patterns: [
      'sk-ant-api[0-9]{2}-[A-Za-z0-9_-]{80,128}',
      'sk-ant-oat[0-9]{2}-[A-Za-z0-9_-]{80,128}',
    ],
    entropy: 3.5,
  },
  {
    id: 'anthropic-admin-api-key',
    title: 'Anthropic admin API key',
    patterns: ['sk-ant-admin[0-9]{2}-[A-Za-z0-9_-]{80,128}'],
    entropy: 3.5,
  },
  {
    id: 'openai-api-key',
    title: 'OpenAI API key',
    patterns: [
      'sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}',
      'sk-proj-[A-Za-z0-9_-]{40,200}',
      'sk-svcacct-[A-Za-z0-9_-]{40,200}',
      'sk-admin-[A-Za-z0-9_-]{40,200}',
    ],
    entropy: 3.5,
  },
  {
    id: 'openrouter-api-key',
    title: 'OpenRouter API key',
    patterns: ['sk-or-v1-[0-9a-f]{64}'],
    entropy: 3,
  },
  {
    id: 'groq-api-key',
    title: 'Groq API key',
    patterns: ['gsk_[A-Za-z0-9]{52}'],
    entropy: 3.5,
  },
  {
    id: 'huggingface-access-token',
    title: 'Hugging Face access token',
    patterns: ['hf_[A-Za-z0-9]{34,40}'],
    // More than words have: all variables of Wireshark begin like this.
    entropy: 4,
  },
  {
    id: 'huggingface-organization-api-token',
    title: 'Hugging Face organization token',
    patterns: ['api_org_[A-Za-z]{34}'],
    entropy: 3,
  },
  {
    id: 'langsmith-api-key',
    title: 'LangSmith API key',
    patterns: ['lsv2_pt_[0-9a-f]{32}_[0-9a-f]{10}', 'lsv2_sk_[0-9a-f]{32}_[0-9a-f]{10}'],
    entropy: 3,
  },
  {
    id: 'nvidia-api-key',
    title: 'NVIDIA API key',
    patterns: ['nvapi-[A-Za-z0-9_-]{60,72}'],
    entropy: 3.5,
  },
  {
    id: 'perplexity-api-key',
    title: 'Perplexity API key',
    patterns: ['pplx-[A-Za-z0-9]{48}'],
    entropy: 3.5,
  },
  {
    id: 'replicate-api-token',
    title: 'Replicate API token',
    patterns: ['r8_[A-Za-z0-9]{37}'],
    entropy: 3.5,
  },
  {
    id: 'xai-api-key',
    title: 'xAI API key',
    patterns: ['xai-[A-Za-z0-9]{80}'],
    entropy: 3.5,
  },
];

/** What in-toto's Statement v1.1 and SLSA's provenance v1.1 allow; they have no JSON Schema of their own. */
const typeUri = { type: 'string', pattern: '^[a-z][a-z0-9+.-]*:[^\\s]+$' };
const digestSet = {
  type: 'object',
  minProperties: 1,
  properties: {
    sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    gitCommit: { type: 'string', pattern: '^([0-9a-f]{40}|[0-9a-f]{64})$' },
  },
  additionalProperties: false,
};
const descriptor = {
  type: 'object',
  properties: { name: { type: 'string' }, uri: typeUri, digest: digestSet },
  required: ['digest'],
  additionalProperties: false,
};
const timestamp = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' };

export const statementSchema = {
  type: 'object',
  required: ['_type', 'subject', 'predicateType', 'predicate'],
  additionalProperties: false,
  properties: {
    _type: { const: 'https://in-toto.io/Statement/v1' },
    subject: { type: 'array', minItems: 1, items: descriptor },
    predicateType: { const: 'https://slsa.dev/provenance/v1' },
    predicate: {
      type: 'object',
      required: ['buildDefinition', 'runDetails'],
      additionalProperties: false,
      properties: {
        buildDefinition: {
          type: 'object',
          required: ['buildType', 'externalParameters'],
          additionalProperties: false,
          properties: {
            buildType: typeUri,
            externalParameters: { type: 'object' },
            internalParameters: { type: 'object' },
            resolvedDependencies: { type: 'array', items: descriptor },
          },
        },
        runDetails: {
          type: 'object',
          required: ['builder'],
          additionalProperties: false,
          properties: {
            builder: {
              type: 'object',
              required: ['id'],
              additionalProperties: false,
              properties: {
                id: typeUri,
                version: { type: 'object', additionalProperties: { type: 'string' } },
                builderDependencies: { type: 'array', items: descriptor },
              },
            },
            metadata: {
              type: 'object',
              additionalProperties: false,
              properties: {
                invocationId: { type: 'string' },
                startedOn: timestamp,
                finishedOn: timestamp,
              },
            },
            byproducts: { type: 'array', items: descriptor },
          },
        },
      },
    },
  },
};

/** What a signature over a DSSE envelope covers: DSSE's pre-authentication encoding. */
export function encodePae(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType);
  const head = `DSSEv1 ${type.length} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/** The payload type of in-toto statements. */
export const statementPayloadType = 'application/vnd.in-toto+json';

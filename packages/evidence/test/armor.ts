/** Writes bytes as an armored signature. */
export function toArmor(bytes: Uint8Array): string {
  const lines = Buffer.from(bytes).toString('base64').replaceAll(/.{70}/g, '$&\n');
  return `-----BEGIN SSH SIGNATURE-----\n${lines.replace(/\n$/, '')}\n-----END SSH SIGNATURE-----\n`;
}

export function fromArmor(armor: string): Buffer {
  return Buffer.from(armor.replaceAll(/-----.*-----/g, ''), 'base64');
}

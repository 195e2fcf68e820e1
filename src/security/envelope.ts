/**
 * The layout of sealed bytes:
 * version (1 byte) · length of the key's id (1 byte) · key's id · nonce (12) · authentication tag (16) · ciphertext.
 */
export interface Envelope {
  readonly keyId: string;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly ciphertext: Buffer;
}

const version = 1;
export const nonceBytes = 12;
export const tagBytes = 16;

/** The bytes before the nonce. They are authenticated with the rest, so that a sealed value cannot be relabelled. */
export const envelopeHeader = (keyId: string): Buffer => {
  const id = Buffer.from(keyId, 'utf8');
  return Buffer.concat([Buffer.from([version, id.length]), id]);
};

export const packEnvelope = ({ keyId, nonce, tag, ciphertext }: Envelope): Buffer =>
  Buffer.concat([envelopeHeader(keyId), nonce, tag, ciphertext]);

/** Undefined if the bytes are not an envelope of this version. */
export function unpackEnvelope(bytes: Buffer): Envelope | undefined {
  const idEnd = 2 + (bytes[1] ?? 0);
  const nonceEnd = idEnd + nonceBytes;
  const tagEnd = nonceEnd + tagBytes;
  if (bytes[0] !== version || bytes.length < tagEnd) return undefined;
  return {
    keyId: bytes.toString('utf8', 2, idEnd),
    nonce: bytes.subarray(idEnd, nonceEnd),
    tag: bytes.subarray(nonceEnd, tagEnd),
    ciphertext: bytes.subarray(tagEnd),
  };
}

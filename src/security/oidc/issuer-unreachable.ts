/** The issuer does not answer, and its answer is needed: a token may be valid, and cannot be checked now. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable';

  constructor(cause: unknown) {
    super('The issuer of tokens cannot be reached.', { cause });
  }
}

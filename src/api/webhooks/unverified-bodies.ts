/** A body that is being received. */
interface Body {
  bytes: number;
  readonly giveUp: () => void;
}

/** The body was given up because too many bytes were held. */
export class BodyGivenUp extends Error {
  override readonly name = 'BodyGivenUp';
}

/**
 * Bounds the memory of bodies whose sender is not known yet. If they are too large together, the one that has been arriving
 * for longest is given up: a provider sends its own within milliseconds, so slow senders lose, however many they are.
 */
export class UnverifiedBodies {
  readonly #maxBytes: number;
  /** The oldest first. */
  readonly #receiving = new Set<Body>();
  /** Of these, and of those that are being verified. */
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Reads a body, and counts it until `verify` is done. Calls `assertSize` with the bytes so far. Throws `BodyGivenUp`, and what
   * both throw.
   */
  async hold(
    chunks: AsyncIterable<Uint8Array>,
    assertSize: (bytes: number) => void,
    verify: (whole: Buffer) => Promise<void>,
  ): Promise<Buffer> {
    const { promise: givenUp, reject } = Promise.withResolvers<never>();
    givenUp.catch(() => {});
    const body: Body = { bytes: 0, giveUp: () => reject(new BodyGivenUp()) };
    this.#receiving.add(body);
    try {
      const whole = await this.#receive(chunks, assertSize, body, givenUp);
      this.#receiving.delete(body);
      await verify(whole);
      return whole;
    } finally {
      this.#receiving.delete(body);
      this.#bytes -= body.bytes;
      body.bytes = 0;
    }
  }

  async #receive(
    chunks: AsyncIterable<Uint8Array>,
    assertSize: (bytes: number) => void,
    body: Body,
    givenUp: Promise<never>,
  ): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    const iterator = chunks[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await Promise.race([givenUp, iterator.next()]);
        if (next.done === true) return Buffer.concat(parts, body.bytes);
        parts.push(next.value);
        body.bytes += next.value.byteLength;
        this.#bytes += next.value.byteLength;
        assertSize(body.bytes);
        this.#makeRoom();
      }
    } catch (error) {
      void iterator.return?.().catch(() => {});
      throw error;
    }
  }

  #makeRoom(): void {
    let excess = this.#bytes - this.#maxBytes;
    for (const oldest of this.#receiving) {
      if (excess <= 0) return;
      excess -= oldest.bytes;
      this.#receiving.delete(oldest);
      oldest.giveUp();
    }
  }
}

import { ApiError } from '../api-error.ts';
import { BodyGivenUp, type UnverifiedBodies } from './unverified-bodies.ts';

/**
 * What Stripe documents as possible fits in: a subscription of 20 items, of which each has a price and a plan, all with 50 keys of
 * metadata of 40 and 500 characters, is 1.7 MB, twice that with `previous_attributes`, and four times as much if no
 * character is ASCII (https://docs.stripe.com/api/metadata).
 */
const maxWebhookBytes = 16 * 1024 * 1024;
/** A body that declares no more is bounded by the number of connections; nearly all of a provider's are. */
const maxSmallBytes = 16 * 1024;

const tooLarge = () =>
  new ApiError(413, 'payload_too_large', `A webhook's body may have ${maxWebhookBytes} bytes at most.`);

const assertSize = (bytes: number): void => {
  if (bytes > maxWebhookBytes) throw tooLarge();
};

const declaredSize = ({ headers }: Request): number => Number(headers.get('content-length') ?? 0);

/** Throws the 413 before the body is read, if the sender declares a length that is too large. */
export const assertDeclaredSize = (request: Request): void => assertSize(declaredSize(request));

/**
 * The bytes that were signed, once `verify` has accepted them. Throws the 413 as soon as there are too many, a 400 if the
 * sender went away, and what `verify` throws.
 */
export async function readVerified(
  request: Request,
  bodies: UnverifiedBodies,
  verify: (body: Buffer) => Promise<void>,
): Promise<Buffer> {
  // The HTTP parser gives no more than the declared length.
  if (request.headers.has('content-length') && declaredSize(request) <= maxSmallBytes) {
    const whole = Buffer.from(await request.arrayBuffer().catch(notWhole));
    await verify(whole);
    return whole;
  }
  let verifying = false;
  try {
    return await bodies.hold(request.body ?? nothing(), assertSize, async (whole) => {
      verifying = true;
      await verify(whole);
    });
  } catch (error) {
    if (verifying || error instanceof ApiError || error instanceof BodyGivenUp) throw error;
    return notWhole();
  }
}

function notWhole(): never {
  throw new ApiError(400, 'invalid_request', 'The body did not arrive whole.');
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

import { customerObject } from './object.ts';
import { template } from '../../core/generate/template.ts';
import { mix } from '../../core/generate/seed.ts';
import { padding, person } from '../../core/generate/words.ts';
import type { World } from '../entity/world.ts';

const HOLES = [
  'id',
  'created',
  'livemode',
  'name',
  'email',
  'phone',
  'line1',
  'city',
  'postal_code',
  'country',
  'invoice_prefix',
  'next_invoice_sequence',
  'metadata',
] as const;

const render = template(HOLES, (hole) =>
  customerObject({
    id: hole('id'),
    created: hole('created'),
    livemode: hole('livemode'),
    name: hole('name'),
    email: hole('email'),
    phone: hole('phone'),
    address: {
      city: hole('city'),
      country: hole('country'),
      line1: hole('line1'),
      line2: null,
      postal_code: hole('postal_code'),
      state: null,
    },
    currency: 'usd',
    description: 'Signed up by self-service',
    invoice_prefix: hole('invoice_prefix'),
    next_invoice_sequence: hole('next_invoice_sequence'),
    preferred_locales: ['en-US'],
    metadata: hole('metadata'),
  }),
);

export const customerEmail = (world: World, index: number) =>
  person(world.spec.seed, index).email.slice(1, -1);

/** JSON of customer `index`. */
export function customerRenderer(world: World): (index: number) => string {
  const { spec, filler } = world;
  const { count, bytes, ids, timeline } = world.of('customers');
  const livemode = String(spec.livemode);
  const plain = (index: number, pad: string) => {
    const { bits, ...who } = person(spec.seed, index);
    const prefix = mix(spec.seed, index, 11).toString(16).toUpperCase().padStart(8, '0');
    return render([
      `"${ids.encode(index)}"`,
      String(timeline.createdAt(index)),
      livemode,
      who.name,
      who.email,
      who.phone,
      who.line1,
      who.city,
      who.postalCode,
      who.country,
      `"${prefix}"`,
      String(1 + (bits % 40)),
      `{"crm_id":"${bits.toString(36)}","user_id":"${index}"${pad}}`,
    ]);
  };
  const missing = count ? bytes - plain(0, '').length : 0;
  return (index) => plain(index, padding(filler, index, missing));
}

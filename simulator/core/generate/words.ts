import { mix } from './seed.ts';

const GIVEN = [
  'Ada',
  'Grace',
  'Alan',
  'Edsger',
  'Barbara',
  'Donald',
  'Frances',
  'Ken',
  'Radia',
  'José',
  'Zoë',
  'Bjarne',
];
const FAMILY = [
  'Lovelace',
  'Hopper',
  'Turing',
  'Dijkstra',
  'Liskov',
  'Knuth',
  'Allen',
  'Thompson',
  'Perlman',
  'Müller',
];
const CITIES = [
  'Berlin',
  'Austin',
  'Lyon',
  'Leeds',
  'Osaka',
  'Porto',
  'Utrecht',
  'Toronto',
  'São Paulo',
  'Zürich',
];
const COUNTRIES = ['DE', 'US', 'FR', 'GB', 'JP', 'PT', 'NL', 'CA', 'BR', 'CH'];
const GOODS = [
  'Starter',
  'Team',
  'Business',
  'Enterprise',
  'Analytics',
  'Storage',
  'Support',
  'Seats',
  'Credits',
  'API',
];

/** JSON text of a string in ASCII only: such pages stay one byte a character and are written out twice as fast. */
export function asciiJson(text: string): string {
  const escape = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  // oxlint-disable-next-line no-control-regex
  return JSON.stringify(text).replace(/[^\x00-\x7f]/g, escape);
}

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();
const given = GIVEN.map(asciiJson).map((json) => json.slice(1, -1));
const family = FAMILY.map(asciiJson).map((json) => json.slice(1, -1));
const cities = CITIES.map(asciiJson);

/** Name, address and e-mail of person `index`; every value is JSON text. */
export function person(seed: number, index: number) {
  const bits = mix(seed, index, 7);
  const first = bits % GIVEN.length;
  const last = (bits >>> 8) % FAMILY.length;
  const place = (bits >>> 16) % CITIES.length;
  return {
    name: `"${given[first]!} ${family[last]!}"`,
    email: `"${plain(GIVEN[first]!)}.${plain(FAMILY[last]!)}.${index}@example.com"`,
    city: cities[place]!,
    country: `"${COUNTRIES[place]!}"`,
    line1: `"${1 + (bits % 240)} ${family[last]!} Street"`,
    postalCode: `"${10000 + (bits % 89999)}"`,
    phone: `"+1555${String(bits % 10_000_000).padStart(7, '0')}"`,
    bits,
  };
}

export const goodName = (seed: number, index: number) =>
  `${GOODS[mix(seed, index, 8) % GOODS.length]!} ${index + 1}`;

const FILLER_LENGTH = 1 << 15;

/** Pseudo-random text, so that stored objects do not compress better than real ones do. */
export function fillerText(seed: number): string {
  const words: string[] = [];
  for (let i = 0; i * 8 < FILLER_LENGTH; i++) words.push(mix(seed, i, 9).toString(36).padStart(7, 'x'));
  return words.join(' ');
}

/** `bytes` of metadata members (`,"note_00":"…"`) for object `index`; 500 characters a value at most, as Stripe allows. */
export function padding(filler: string, index: number, bytes: number): string {
  let json = '';
  for (let key = 0, left = bytes; left > 13; key++) {
    const length = Math.min(500, left - 13);
    const at = (index * 131 + key * 499) % (filler.length - 500);
    json += `,"note_${String(key).padStart(2, '0')}":"${filler.slice(at, at + length)}"`;
    left -= length + 13;
  }
  return json;
}

/** The part that is used; the package has no types of its own. */
declare module 'pg-copy-streams' {
  import type { Submittable } from 'pg';
  import type { Duplex, Readable } from 'node:stream';
  export function from(text: string): Duplex & Submittable;
  export function to(text: string): Readable & Submittable;
}

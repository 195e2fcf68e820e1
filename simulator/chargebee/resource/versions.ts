import type { Clock } from '../../core/clock.ts';
import type { Fields } from '../../core/json.ts';

/** A clock that goes back by more was reset, and versions go back with it. */
const RESET_MS = 10_000;

/** `resource_version`, a new millisecond at every change of an object, and `updated_at`, its second. */
export class Versions {
  readonly #clock: Clock;
  /** Objects generated with an index below this have none. */
  readonly #unversioned: number;

  constructor(clock: Clock, unversioned: number) {
    this.#clock = clock;
    this.#unversioned = unversioned;
  }

  seconds(): number {
    return this.#clock.seconds();
  }

  next(before: Fields | undefined): Fields {
    const now = Math.floor(this.#clock.now());
    const known = Number(before?.['resource_version'] ?? 0);
    return versionAt(now > known || known - now > RESET_MS ? now : known + 1);
  }

  /** Of a generated object; those that did not change since 2016 have none. */
  old(createdSeconds: number, index: number): Fields {
    return index < this.#unversioned ? {} : versionAt(createdSeconds * 1000 + (index % 1000));
  }
}

const versionAt = (version: number): Fields => ({
  resource_version: version,
  updated_at: Math.floor(version / 1000),
});

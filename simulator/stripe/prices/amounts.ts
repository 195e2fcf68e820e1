import { parse, trusted, type Fields } from '../../core/json.ts';
import type { Expansions, FindEntity } from '../entity/expansions.ts';
import type { Price } from './object.ts';

/** A price's amounts that Stripe shows only if it is asked for them. */
type Amounts = Pick<Price, 'tiers' | 'currency_options'>;

/** The price without them. */
export function withoutAmounts(price: Price): Price {
  const { tiers: _tiers, currency_options: _options, ...shown } = price;
  return shown;
}

const stored = (price: Fields, find: FindEntity): Amounts =>
  trusted<Amounts>(find('prices').collection.get(String(price['id'])) ?? {});

/** Amounts in each currency, the price's own first. Their tiers are shown for those that are named: `currency_options.eur.tiers`. */
function optionsOf(price: Price, named: readonly string[]): Fields {
  const { unit_amount, unit_amount_decimal, tax_behavior, tiers, currency_options: others = {} } = price;
  const own = { custom_unit_amount: null, tax_behavior, unit_amount, unit_amount_decimal };
  const all = { [price.currency]: { ...own, ...(tiers && { tiers }) }, ...others };
  return Object.fromEntries(
    Object.entries(all).map(([currency, { tiers: inside, ...option }]) => [
      currency,
      named.includes(currency) && inside ? { ...option, tiers: inside } : option,
    ]),
  );
}

/** A price with all its amounts, as a complete copy has it. */
export const withAmounts = (shown: Price, { tiers, currency_options }: Amounts): Price => ({
  ...shown,
  ...(shown.billing_scheme === 'tiered' && { tiers: tiers ?? [] }),
  currency_options: trusted(
    optionsOf({ ...shown, ...(tiers && { tiers }), ...(currency_options && { currency_options }) }, []),
  ),
});

export const amountExpansions: Expansions = {
  tiers: {
    include: (price, find) =>
      price['billing_scheme'] === 'tiered' ? (stored(price, find).tiers ?? []) : undefined,
  },
  currency_options: {
    include: (price, find, [currency, field]) =>
      optionsOf(
        { ...parse<Price>(JSON.stringify(price)), ...stored(price, find) },
        field === 'tiers' && currency !== undefined ? [currency] : [],
      ),
  },
};

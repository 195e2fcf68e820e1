/** The currencies whose smallest unit is not a hundredth: ISO 4217, by Chargebee's codes. */
const others: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
};

export const currencyDigits: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(others).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)])),
);

/** A decimal in major units, as Chargebee writes those of more than a currency's digits, in the currency's smallest unit. */
export const inMinorUnits = <Path extends string>(minorUnits: Path) => ({
  minorUnits,
  currency: 'currency_code' as const,
  digits: currencyDigits,
});

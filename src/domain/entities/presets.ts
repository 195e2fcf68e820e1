/** Names for sets of entities that are chosen together; `everything` is all that the provider has. */
export const presets = ['standard', 'billing', 'payments', 'everything'] as const;
export type Preset = (typeof presets)[number];

/** The presets that an entity's definition may name. */
export type NamedPreset = Exclude<Preset, 'everything'>;

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A name of the wire's for people: `subscription_schedules` as `Subscription schedules`. */
export const nameInWords = (name: string): string => capitalized(name.replaceAll('_', ' '));

/** Half of a pause to all of it, by chance: requests that were refused together do not come back together. */
export const jittered = (ms: number): number => ms * (0.5 + Math.random() / 2);

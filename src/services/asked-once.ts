/** Asks at most once in `ms`, for all who ask meanwhile; at once again if nothing was found out. */
export function askedOnceIn<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let kept: { readonly since: number; readonly answer: Promise<T> } | undefined;
  return async () => {
    const now = performance.now();
    if (kept === undefined || now - kept.since >= ms) {
      const answer = ask();
      const asked = { since: now, answer };
      kept = asked;
      answer.catch(() => {
        if (kept === asked) kept = undefined;
      });
    }
    return await kept.answer;
  };
}

/** Who did something, as the audit log names it, for people. */
export function actorInWords(actor: string): string {
  const [kind, ...rest] = actor.split(':');
  const name = rest.join(':');
  if (kind === 'connect_session') return 'the merchant';
  if (kind === 'api_key') return 'a program or person with an API key';
  return name === '' ? 'the platform' : name;
}

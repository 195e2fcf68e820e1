export interface ReadEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly retry: string | undefined;
  // oxlint-disable-next-line typescript/no-explicit-any -- a message is JSON of any shape
  readonly data: any;
}

/** The events of a stream, as a browser takes them apart; comments are events without data, named `comment`. */
export async function* readEvents(response: Response): AsyncGenerator<ReadEvent> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) yield eventOf(block);
  }
}

function eventOf(block: string): ReadEvent {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  const data = fields.get('data');
  return {
    event: fields.get('event') ?? 'comment',
    id: fields.get('id'),
    retry: fields.get('retry'),
    data: data === undefined ? undefined : JSON.parse(data),
  };
}

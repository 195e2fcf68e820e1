import proto from '@temporalio/proto';
import type { History } from './run-histories.ts';

const { History: Message } = proto.temporal.api.history.v1;

/** A history as its file has it: enums by name, bytes as base64. */
export const writeHistory = (history: History): string =>
  `${JSON.stringify(Message.toObject(Message.fromObject(history), { enums: String, longs: String, bytes: String }), null, 1)}\n`;

export const readHistory = (text: string): History => Message.fromObject(JSON.parse(text) as object);

import type { Socket } from 'node:net';
import { addressPartition } from '../api/client-address.ts';
import { InFlight } from '../api/limits/in-flight.ts';

export interface ConnectionLimits {
  /** Connections of a process. */
  readonly ofAll: number;
  /** Those of one address; undefined if addresses are those of proxies, whose connections are many callers'. */
  readonly ofAddress: number | undefined;
}

/** Closes at once what an address, or all together, connect beyond their share. */
export function limitConnections({ ofAll, ofAddress }: ConnectionLimits): (socket: Socket) => void {
  const open = new InFlight();
  const all = 'all';
  return (socket) => {
    const counted: [string, number][] = [[all, ofAll]];
    if (ofAddress !== undefined) {
      counted.push([`address:${addressPartition(socket.remoteAddress ?? null)}`, ofAddress]);
    }
    const entered = counted.filter(([key, most]) => open.enter(key, most));
    const leave = () => {
      for (const [key] of entered) open.leave(key);
    };
    if (entered.length === counted.length) {
      socket.once('close', leave);
    } else {
      leave();
      socket.destroy();
    }
  };
}

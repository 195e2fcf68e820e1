import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { inject } from 'vitest';

/** A connection of a test file's own to the run's Temporal; close `connection` when done. */
export interface TestTemporal {
  connection: Connection;
  client: Client;
  address: string;
  namespace: string;
}

/** Connects to the run's Temporal: for `beforeAll`. All test files share one namespace, so ids must be unique. */
export async function testTemporal(): Promise<TestTemporal> {
  const { address, namespace } = inject('temporal');
  const connection = await Connection.connect({ address });
  return { connection, client: new Client({ connection, namespace }), address, namespace };
}

/** A task queue that no other test uses. */
export function uniqueTaskQueue(prefix = 'test'): string {
  return `${prefix}-${randomUUID()}`;
}

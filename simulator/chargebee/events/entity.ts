import type { ChargebeeEntity } from '../resource/entity.ts';

export const events: ChargebeeEntity = {
  name: 'events',
  object: 'event',
  filters: {
    id: 'text',
    webhook_status: 'choice',
    event_type: 'choice',
    source: 'choice',
    occurred_at: 'timestamp',
  },
  sort: ['occurred_at'],
  versioned: false,
  created: 'occurred_at',
  deletion: 'removed',
  includesDeleted: false,
  build: (given) => given,
};

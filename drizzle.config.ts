import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate` writes the SQL of a changed schema; `npm run db:migrate` applies it. */
export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/db/**/*-table.ts', './src/db/entities/schema.cjs'],
  out: './drizzle',
});

/** Makes sure that Prometheus and promtool are there, so that no later step has to fetch them. */
import { commandLine } from './command-line.ts';
import { prometheusPrograms } from './stack/prometheus-binary.ts';

const usage = `npm run prometheus:fetch

Makes sure that Prometheus and promtool are there for the tests: those of the machine, or else fetched into the user's cache.`;
commandLine(usage, {});

const { prometheus, promtool } = await prometheusPrograms();
console.error(`Prometheus: ${prometheus}, ${promtool}`);

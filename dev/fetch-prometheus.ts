/** Makes sure that Prometheus and promtool are there, so that no later step has to fetch them. */
import { prometheusPrograms } from './stack/prometheus-binary.ts';

const { prometheus, promtool } = await prometheusPrograms();
console.error(`Prometheus: ${prometheus}, ${promtool}`);

import type { Measured } from './backfill/contender.ts';
import { cpuSeconds, familyCpuSeconds, peakRssMb } from './process-use.ts';
import type { Stage } from './stage.ts';

/** Does the work, and returns what the process `pid` and the servers around it used for it. */
export async function measure(stage: Stage, pid: number, work: () => Promise<void>): Promise<Measured> {
  const { postgres, temporal, simulator } = stage;
  const read = () => ({
    cpuSeconds: cpuSeconds(pid),
    postgresCpuSeconds: familyCpuSeconds(postgres.pid),
    temporalCpuSeconds: cpuSeconds(temporal.pid),
    simulatorCpuSeconds: cpuSeconds(simulator.pid),
  });
  const before = read();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1_000;
  const after = read();
  return {
    seconds,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    peakRssMb: peakRssMb(pid),
    postgresCpuSeconds: after.postgresCpuSeconds - before.postgresCpuSeconds,
    temporalCpuSeconds: after.temporalCpuSeconds - before.temporalCpuSeconds,
    simulatorCpuSeconds: after.simulatorCpuSeconds - before.simulatorCpuSeconds,
  };
}

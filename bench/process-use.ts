import { readdirSync, readFileSync } from 'node:fs';

/** `getconf CLK_TCK`, which is 100 wherever Linux runs Node. */
const ticksPerSecond = 100;

/** Fields of /proc/<pid>/stat behind the command's name, which may hold spaces: state is 0, parent 1, utime 11 … */
function stat(pid: number | string): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

const seconds = (ticks: (string | undefined)[]): number =>
  ticks.reduce((sum, each) => sum + Number(each ?? 0), 0) / ticksPerSecond;

/** User and system time of a process, all its threads, in seconds; 0 for one that has ended. */
export function cpuSeconds(pid: number): number {
  const fields = stat(pid);
  return fields === undefined ? 0 : seconds(fields.slice(11, 13));
}

/** The same with its children, running ones and those that it has reaped: Postgres is a process a connection. */
export function familyCpuSeconds(pid: number): number {
  const fields = stat(pid);
  if (fields === undefined) return 0;
  const children = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && stat(name)?.[1] === String(pid),
  );
  return children.reduce((sum, child) => sum + cpuSeconds(Number(child)), seconds(fields.slice(11, 15)));
}

function memory(pid: number, line: 'VmHWM' | 'VmRSS'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** The most memory that a process has held since it began, in MiB. */
export const peakRssMb = (pid: number): number => memory(pid, 'VmHWM');
export const rssMb = (pid: number): number => memory(pid, 'VmRSS');

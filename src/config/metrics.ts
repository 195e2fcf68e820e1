import type { EnvironmentReader } from '../environment/reader.ts';
import { optional, optionalOneOf, secret } from '../environment/values.ts';
import { variable } from '../environment/variable.ts';
import {
  maxNamedWorkspaces,
  workspaceLabels,
  type WorkspaceLabelSetting,
} from '../telemetry/metrics/workspace-label.ts';

/** The settings of the API's `/metrics`. */
export interface MetricsConfig {
  /** Reads the metrics and nothing else. Without it only the platform's key does. */
  readonly token?: string;
  readonly workspaceLabel?: WorkspaceLabelSetting;
}

const workspaceLabel = variable(
  'METRICS_WORKSPACE_LABEL',
  optionalOneOf(workspaceLabels),
  `Whether metrics name workspaces: \`none\` leaves \`workspace_id\` empty. If it is not set, a process names them until it has met
more than ${maxNamedWorkspaces}, and from then on none: 1,000 workspaces would be some 250,000 series.`,
);
const token = variable(
  'METRICS_TOKEN',
  optional(secret(16, 'make one with `openssl rand -base64 32`')),
  "A key with which Prometheus may read `/metrics` of the API, and nothing else. Without it only the platform's own key opens them.",
);

export const readWorkspaceLabel = (reader: EnvironmentReader): WorkspaceLabelSetting | undefined =>
  reader.read(workspaceLabel);

export function readMetrics(reader: EnvironmentReader): MetricsConfig {
  const [named, key] = [readWorkspaceLabel(reader), reader.read(token)];
  return {
    ...(named !== undefined && { workspaceLabel: named }),
    ...(key !== undefined && { token: key }),
  };
}

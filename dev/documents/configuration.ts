import { describeVariables } from '../../src/config/config.ts';
import { isOptional, type Variable } from '../../src/environment/variable.ts';

const heading = `# Configuration

Written by \`npm run docs\` from the descriptions in \`src/config/\`; a test fails when this page is stale.

Each process reads its environment once, when it starts. If anything is wrong, it names every fault and exits with code 2
before it opens a connection. An empty variable counts as not set. For each variable there is another with \`_FILE\` behind its
name, which names a file with the value: for secrets that an orchestrator mounts, such as \`ADMIN_API_KEY_FILE=/run/secrets/admin_key\`.
`;

const fallback = (variable: Variable): string => {
  if (variable.default !== undefined) return `default \`${variable.default}\``;
  return isOptional(variable) ? 'optional' : '**required**';
};

const entry = (variable: Variable): string =>
  `### \`${variable.name}\`\n\n${variable.description.replaceAll('\n', ' ')}\n\nValue: ${variable.form}; ${fallback(variable)}.\n`;

const listed = (names: readonly string[]): string =>
  names.length === 1 ? `The ${names[0]}` : `The ${names.slice(0, -1).join(', the ')} and the ${names.at(-1)}`;

/** docs/configuration.md as it should be. */
export function configurationDocument(): string {
  const sections = Map.groupBy(describeVariables(), ({ readBy }) => listed(readBy));
  const written = [...sections].map(
    ([readers, described]) =>
      `## ${readers}\n\n${described.map(({ variable }) => entry(variable)).join('\n')}`,
  );
  return [heading, ...written].join('\n');
}

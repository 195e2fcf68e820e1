import { Argument, type Command } from 'commander';
import { command } from '../command.ts';

type Shell = 'bash' | 'zsh' | 'fish';

/** Each command path and what may follow it: the scripts only look up what was typed so far. */
function followers(root: Command, path: readonly string[] = []): [string, string[]][] {
  const shown = root.createHelp().visibleCommands(root);
  const flags = [root, ...(root.parent === null ? [] : [top(root)])].flatMap(({ options }) =>
    options.flatMap(({ long }) => (long == null ? [] : [long])),
  );
  const here: [string, string[]] = [
    path.join(' '),
    [...shown.map((each) => each.name()), ...flags, '--help'],
  ];
  return [
    here,
    ...shown
      .filter((each) => each.name() !== 'help')
      .flatMap((each) => followers(each, [...path, each.name()])),
  ];
}

const top = (of: Command): Command => (of.parent === null ? of : top(of.parent));

const bash = (table: readonly [string, string[]][]): string => `# eval "$(wps completion bash)"
_wps() {
  local path="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || path="\${path:+$path }$word"
  done
  while :; do
    case "$path" in
${table.map(([path, words]) => `      "${path}") COMPREPLY=($(compgen -W "${words.join(' ')}" -- "\${COMP_WORDS[COMP_CWORD]}")); return;;`).join('\n')}
    esac
    [[ $path == *" "* ]] && path="\${path% *}" || path=""
  done
}
complete -o default -F _wps wps
`;

const zsh = (table: readonly [string, string[]][]): string =>
  `#compdef wps\n# eval "$(wps completion zsh)"\nautoload -U +X bashcompinit && bashcompinit\n${bash(table)}`;

const fish = (table: readonly [string, string[]][]): string => {
  const lines = table.flatMap(([path, words]) => {
    const typed =
      path === ''
        ? '__fish_use_subcommand'
        : path
            .split(' ')
            .map((word) => `__fish_seen_subcommand_from ${word}`)
            .join('; and ');
    return words.map((word) =>
      word.startsWith('--')
        ? `complete -c wps -n '${typed}' -l ${word.slice(2)}`
        : `complete -c wps -f -n '${typed}' -a ${word}`,
    );
  });
  return `# wps completion fish | source\n${lines.join('\n')}\n`;
};

const scripts: Record<Shell, typeof bash> = { bash, zsh, fish };

/** `wps completion`: a script made from the commands that there are. */
export function completionCommand(program: Command): void {
  command(program, 'completion', 'a script with which the shell completes commands and flags', [
    'completion bash >> ~/.bashrc',
    'completion fish > ~/.config/fish/completions/wps.fish',
  ])
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(Object.keys(scripts)))
    .action((shell: Shell) => {
      process.stdout.write(scripts[shell](followers(program)));
    });
}

/** @file Completion for three shells. Names come from `keycard complete` and are never evaluated: anybody can choose what
 *  an account is called. */
import type { CompletedCommand } from "./completion-table.ts"

/** Paths, options and subcommands are of the grammar: letters and dashes, nothing that a shell would take for its own. */
const cases = (commands: readonly CompletedCommand[], line: (command: CompletedCommand) => string) =>
  commands.map((command) => `    "${command.path}") ${line(command)} ;;`).join("\n")

const known = (commands: readonly CompletedCommand[]) =>
  commands
    .filter(({ path }) => path !== "")
    .map(({ path }) => `"${path}"`)
    .join("|")

const parts = ({ options, subcommands, names }: CompletedCommand) =>
  `options="${options.join(" ")}"; words="${subcommands.join(" ")}"; names="${names ?? ""}"`

export function bashScript(commands: readonly CompletedCommand[]): string {
  return `# Completion of keycard for bash. In ~/.bashrc: source <(keycard completion bash)
_keycard() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" words="" options="" names="" word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [[ $word == -- ]]; then
      if ((COMP_CWORD == i + 1)); then
        while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -c -- "$current")
      fi
      return
    fi
    case "\${path:+$path }$word" in
    ${known(commands)}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases(commands, parts)}
  esac
  if [[ $current == -* ]]; then
    words=$options
  elif [[ -n $names ]]; then
    while IFS= read -r word; do
      if [[ $word == "\${current//\\\\/}"* ]]; then
        printf -v word %q "$word"
        COMPREPLY+=("$word")
      fi
    done < <(command keycard complete "$names" 2>/dev/null)
  fi
  for word in $words; do
    if [[ $word == "$current"* ]]; then COMPREPLY+=("$word"); fi
  done
}
complete -o default -F _keycard keycard`
}

export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef keycard
# Completion of keycard for zsh. In ~/.zshrc, after compinit: source <(keycard completion zsh)
_keycard() {
  local key="" subcommands="" options="" names="" word i
  for ((i = 2; i < CURRENT; i++)); do
    word="\${words[i]}"
    if [[ $word == -- ]]; then
      shift $i words
      ((CURRENT -= i))
      _normal
      return
    fi
    case "\${key:+$key }$word" in
    ${known(commands)}) key="\${key:+$key }$word" ;;
    esac
  done
  case "$key" in
${cases(commands, (command) => parts(command).replace("; words=", "; subcommands="))}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    compadd -- \${=options}
  elif [[ -n $subcommands ]]; then
    compadd -- \${=subcommands}
  elif [[ -n $names ]]; then
    compadd -- "\${(@f)$(command keycard complete "$names" 2>/dev/null)}"
  else
    _files
  fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _keycard "$@"; else compdef _keycard keycard; fi`
}

export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ path, options, subcommands, names }) => {
    const here = `complete -c keycard -n '__keycard_at "${path}"'`
    const name = subcommands.length > 0 || names !== null ? [`${here} -f`] : []
    return [
      ...name,
      ...(subcommands.length > 0 ? [`${here} -a '${subcommands.join(" ")}'`] : []),
      ...(names === null ? [] : [`${here} -a '(command keycard complete ${names} 2>/dev/null)'`]),
      ...options.map((option) => `${here} -l ${option.replace(/^--/, "")}`),
    ]
  })
  return `# Completion of keycard for fish. In ~/.config/fish/config.fish: keycard completion fish | source
function __keycard_at
  set -l path
  for word in (commandline -opc)[2..-1]
    test "$word" = "--"; and return 1
    switch (string trim -- "$path $word")
      case ${commands
        .filter(({ path }) => path !== "")
        .map(({ path }) => `'${path}'`)
        .join(" ")}
        set path $path $word
    end
  end
  test "$path" = "$argv[1]"
end
# Behind -- stands a command of its own.
function __keycard_command
  set -l words (commandline -opc)
  set -l at (contains -i -- -- $words); or return
  set -l before (string escape -- $words[(math $at + 1)..-1])
  complete -C "$before "(commandline -ct)
end
complete -c keycard -n 'contains -- -- (commandline -opc)' -xa '(__keycard_command)'
${lines.join("\n")}`
}

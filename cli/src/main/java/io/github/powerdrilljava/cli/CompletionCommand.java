package io.github.powerdrilljava.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script for the completion of commands, options, and of ids and names. */
@Command(
    name = "generate-completion",
    description = {
      "Prints a completion script for bash and zsh. To have it in a shell:",
      "  source <(powerdrill completion)",
      "It also completes datasets and data sources, where the service responds within 2 s."
    })
final class CompletionCommand implements Runnable {

  /** The generated function first; where it knows nothing, the command is asked for names. */
  private static final String NAMES =
      """

      function _complete_powerdrill_names() {
        _complete_powerdrill
        local word=${COMP_WORDS[COMP_CWORD]} name
        if [[ ${#COMPREPLY[@]} -gt 0 || $word == -* ]]; then
          return 0
        fi
        while IFS= read -r name; do
          COMPREPLY+=("$name")
        done < <("${COMP_WORDS[0]}" %s -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null)
      }
      complete -F _complete_powerdrill_names -o default powerdrill
      """;

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CommandSpec spec;

  @Override
  public void run() {
    CommandSpec root = spec.root();
    spec.commandLine()
        .getOut()
        .print(
            AutoComplete.bash(root.name(), root.commandLine())
                + NAMES.formatted(CandidatesCommand.NAME));
    spec.commandLine().getOut().flush();
  }
}

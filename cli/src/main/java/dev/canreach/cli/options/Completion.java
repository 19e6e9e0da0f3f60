package dev.canreach.cli.options;

import java.util.List;
import java.util.stream.Collectors;

/** A script that completes command lines in bash and zsh. */
public final class Completion {
  private Completion() {}

  /** The script: names of commands and options; everything else is completed as a file. */
  public static String script(String program, List<Syntax> commands) {
    String names = commands.stream().map(Syntax::name).collect(Collectors.joining(" "));
    String options = commands.stream()
        .map(each -> "    %s) words='%s' ;;\n".formatted(each.name(), String.join(" ", each.names())))
        .collect(Collectors.joining());
    return """
        # Completes command lines of %1$s in bash and zsh: source <(%1$s completion)
        if [ -n "${ZSH_VERSION:-}" ]; then
          autoload -U +X compinit && compinit
          autoload -U +X bashcompinit && bashcompinit
        fi

        _%1$s() {
          local word=${COMP_WORDS[COMP_CWORD]} words=
          COMPREPLY=()
          if [ "$COMP_CWORD" -eq 1 ]; then
            words='%2$s --help --version'
            COMPREPLY=($(compgen -W "$words" -- "$word"))
            return
          fi
          case ${COMP_WORDS[1]} in
        %3$s    help) COMPREPLY=($(compgen -W '%2$s' -- "$word")) && return ;;
          esac
          case $word in
            -*) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
          esac
        }
        complete -o default -F _%1$s %1$s
        """.formatted(program, names, options);
  }
}

package io.github.powerdrilljava.cli;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes a man page in AsciiDoc for the command line and for each of its commands. */
final class ManPages {

  /** A line of a footer that begins a section, as in "%nExamples:" or "%nNames: a name is ...". */
  private static final Pattern HEADING = Pattern.compile("%n([A-Z][^:]*):\\s*(.*)");

  private static final String VERBATIM = "....";

  private ManPages() {}

  /**
   * Writes all pages.
   *
   * @param args the directory to write to, and the version that the pages name
   */
  public static void main(String[] args) throws IOException {
    CommandLine all = Powerdrill.commandLine(Map.of());
    prepare(all.getCommandSpec(), args[1]);
    int exitCode =
        ManPageGenerator.generateManPage(
            new File(args[0]), null, new boolean[0], false, all.getCommandSpec());
    if (exitCode != 0) {
      throw new IOException("The generator of the man pages ended with exit code " + exitCode);
    }
  }

  /** What is laid out for a terminal becomes what the generator expects. */
  private static void prepare(CommandSpec command, String version) {
    UsageMessageSpec usage = command.usageMessage();
    command.versionProvider(null).version("powerdrill " + version);
    if (usage.header().length == 0) {
      usage.header(usage.description()[0].replaceFirst("\\.$", ""));
    }
    usage.exitCodeListHeading("Exit status");
    sections(usage);
    for (CommandLine subcommand : command.subcommands().values()) {
      prepare(subcommand.getCommandSpec(), version);
    }
  }

  /** The generator knows one section after the others, and reads it as AsciiDoc. */
  private static void sections(UsageMessageSpec usage) {
    List<String> lines = new ArrayList<>();
    for (String line : usage.footer()) {
      Matcher heading = HEADING.matcher(line);
      if (!heading.matches()) {
        lines.add(line);
      } else {
        if (lines.isEmpty()) {
          usage.footerHeading(heading.group(1));
        } else {
          lines.addAll(List.of(VERBATIM, "", "== " + heading.group(1)));
        }
        lines.add(VERBATIM);
        if (!heading.group(2).isEmpty()) {
          lines.add(heading.group(2));
        }
      }
    }
    if (!lines.isEmpty()) {
      lines.add(VERBATIM);
      usage.footer(lines.toArray(String[]::new));
    }
  }
}

package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ListDataSourcesRequest;
import io.github.powerdrilljava.ListDatasetsRequest;
import io.github.powerdrilljava.PowerdrillClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * For the completion script: prints the ids and names that can stand where the last word begins, in
 * a shell's notation. It prints nothing where that is not quick or fails, and never anything else.
 */
@Command(name = CandidatesCommand.NAME, hidden = true, description = "Used by the completion.")
final class CandidatesCommand implements Runnable {

  static final String NAME = "complete-names";

  private static final List<String> WITH_DATA_SOURCE = List.of("presign", "download");
  private static final List<String> WITH_DATASET =
      List.of("presign", "download", "datasources", "export");

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Powerdrill powerdrill;

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CommandSpec spec;

  @Option(names = "--seconds")
  private int seconds = 2;

  @Parameters private List<String> words = List.of();

  @Override
  public void run() {
    FutureTask<List<String>> search = new FutureTask<>(this::candidates);
    Thread thread = new Thread(search, "powerdrill-completion");
    thread.setDaemon(true);
    thread.start();
    try {
      search.get(seconds, TimeUnit.SECONDS).forEach(spec.commandLine().getOut()::println);
    } catch (ExecutionException | TimeoutException e) {
      // Then there is nothing to complete.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> candidates() {
    CommandLine command =
        words.isEmpty() ? null : spec.root().commandLine().getSubcommands().get(words.get(0));
    List<String> positional = command == null ? null : positional(command.getCommandSpec());
    if (positional == null || !WITH_DATASET.contains(words.get(0))) {
      return List.of();
    }
    String prefix = unescaped(positional.get(positional.size() - 1));
    try (PowerdrillClient client = powerdrill.connection().client(null)) {
      if (positional.size() == 1) {
        return matching(datasets(client, prefix), prefix);
      }
      if (positional.size() == 2 && WITH_DATA_SOURCE.contains(words.get(0))) {
        return matching(dataSources(client, unescaped(positional.get(0))), prefix);
      }
    }
    return List.of();
  }

  /**
   * The words that are neither options nor their values; the last is the one to complete. Null if
   * that is no such word, or if options name another service, which must not get this one's key.
   */
  private @Nullable List<String> positional(CommandSpec command) {
    List<String> positional = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-")) {
        positional.add(word);
        continue;
      }
      OptionSpec option = command.findOption(word.replaceFirst("=.*", ""));
      if (option == null || Connection.isServiceOption(option)) {
        return null;
      }
      boolean hasValueToCome = option.arity().max() > 0 && !word.contains("=");
      if (hasValueToCome && ++i == words.size() - 1) {
        return null;
      }
    }
    return positional.isEmpty() ? null : positional;
  }

  private static Map<String, String> datasets(PowerdrillClient client, String prefix) {
    ListDatasetsRequest all = ListDatasetsRequest.all();
    Stream<ListDatasetsRequest> requests =
        prefix.isBlank() ? Stream.of(all) : Stream.of(all, all.withSearch(prefix));
    return requests
        .flatMap(request -> client.datasets().listPage(request, 1).records().stream())
        .distinct()
        .collect(Collectors.toMap(each -> each.id(), each -> each.name()));
  }

  private static Map<String, String> dataSources(PowerdrillClient client, String dataset) {
    String id = new Names(client, null, null).datasetId(dataset);
    return client.dataSources().listPage(ListDataSourcesRequest.of(id), 1).records().stream()
        .collect(Collectors.toMap(each -> each.id(), each -> each.name()));
  }

  /** Names where they are good enough, and ids where not, or where someone has begun with one. */
  private static List<String> matching(Map<String, String> nameById, String prefix) {
    Map<String, Long> uses =
        nameById.values().stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return nameById.entrySet().stream()
        .flatMap(
            each ->
                isUsable(each.getValue(), uses)
                        && (prefix.isEmpty() || !each.getKey().startsWith(prefix))
                    ? Stream.of(each.getValue())
                    : Stream.of(each.getKey()))
        .filter(each -> each.startsWith(prefix) && Printable.is(each))
        .map(ShellWord::escaped)
        .sorted()
        .toList();
  }

  private static boolean isUsable(String name, Map<String, Long> uses) {
    return uses.getOrDefault(name, 0L) == 1
        && Printable.is(name)
        && !name.isBlank()
        && !name.startsWith("-");
  }

  private static String unescaped(String word) {
    return word.replaceAll("\\\\(.)", "$1").replaceAll("^['\"]|['\"]$", "");
  }
}

package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.sandbox.ContractViolation;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows a presign and a download, against a sandbox. */
@Command(
    name = "demo",
    description = {
      "Shows what powerdrill does, on this machine alone: no account, no key, no network.",
      "Starts a sandbox, presigns a URL, downloads a file, checks it and cleans up."
    })
final class DemoCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = out();
    out.println("Everything here happens on this machine: no account, no key, no network.");
    out.println();
    try (TemporaryDirectory temporary = new TemporaryDirectory();
        PowerdrillSandbox sandbox = PowerdrillSandbox.start();
        PowerdrillClient client =
            PowerdrillClient.builder()
                .baseUrl(sandbox.baseUrl().toString())
                .apiKey(sandbox.apiKey())
                .userId(sandbox.userId())
                .build()) {
      sandbox.put(DemoData.DATASET, DemoData.DATA_SOURCE, DemoData.copyInto(temporary.path()));
      show("sandbox", sandbox.baseUrl() + ", a Powerdrill server on this machine");
      show("", "data source birdstrikes.csv of dataset demo: 10,000 wildlife strikes");
      presign(client, sandbox);
      boolean same = download(client, temporary.path());
      boolean good = followsContract(sandbox) && same;
      out.println();
      out.println(good ? "Everything is correct. From here:" : "Something is wrong, see above.");
      if (good) {
        String command = ShellWord.thisCommand();
        out.println("  " + command + " sandbox    keeps a sandbox running, to try other commands");
        out.println("  " + command + " --help     how to use it with your own key and data");
      }
      return (good ? ExitCode.DONE : ExitCode.FAULT).number();
    }
  }

  private void presign(PowerdrillClient client, PowerdrillSandbox sandbox) {
    PowerdrillResponse<PresignedUrl> response =
        client
            .dataSources()
            .presignWithResponse(PresignRequest.of(DemoData.DATASET, DemoData.DATA_SOURCE));
    ReceivedRequest request = sandbox.requests().get(0);
    String url = response.value().url();
    out().println();
    show("presign", request.method() + " " + request.target());
    show("  response", "HTTP " + response.status() + ", trace id " + response.traceId());
    show("  url", url.replaceFirst("\\?.*", "?... (the signature is not shown)"));
    show("  expires", response.value().expiresAt().toString());
  }

  private boolean download(PowerdrillClient client, Path temporary) throws IOException {
    long start = System.nanoTime();
    Path file =
        client
            .dataSources()
            .download(DemoData.DATASET, DemoData.DATA_SOURCE, temporary.resolve("downloaded.csv"));
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    long size = Files.size(file);
    out().println();
    show(
        "download",
        String.format(Locale.ROOT, "%,d bytes in %d ms, with a URL of its own", size, millis));
    String sha256 = DemoData.sha256(file);
    boolean same = size == DemoData.SIZE && sha256.equals(DemoData.SHA_256);
    show("  sha-256", sha256);
    show("", same ? "ok, the expected checksum" : "WRONG, expected " + DemoData.SHA_256);
    return same;
  }

  private boolean followsContract(PowerdrillSandbox sandbox) {
    List<ContractViolation> violations = sandbox.takeViolations();
    long calls = sandbox.requests().stream().filter(each -> each.side() == Side.API).count();
    show(
        "contract",
        violations.isEmpty()
            ? "followed in all " + calls + " calls of the API, checked by the sandbox"
            : "VIOLATED: " + violations);
    return violations.isEmpty();
  }

  private void show(String what, String text) {
    out().printf(Locale.ROOT, "%-11s%s%n", what, text);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.UnexpectedResponseException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Prints a temporary URL for one data source. */
@Command(
    name = "presign",
    description = {
      "Prints a temporary URL for a data source.",
      "Anyone who has the URL can download the data until it expires. Standard output holds only the"
          + " URL; the time of expiry goes to standard error."
    },
    footer = {
      "%nJSON: presigned_url, expires_at, trace_id (the service's, null if it sent none),",
      "external_trace_id (yours)"
    })
final class PresignCommand implements Callable<Integer>, ServiceCommand {

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Powerdrill powerdrill;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private DataSourceArguments arguments;

  @Option(
      names = "--expires-in",
      paramLabel = "SECONDS",
      description = "The lifetime of the URL, at least 60. Default: 600, the service's default")
  private @Nullable Long expiresIn;

  @Override
  public Integer call() {
    PresignRequest request =
        arguments.request().withExpiresIn(expiresIn == null ? null : Duration.ofSeconds(expiresIn));
    PowerdrillResponse<PresignedUrl> response;
    try (PowerdrillClient client = powerdrill.connection().client(arguments.userId())) {
      response = Names.use(client, request, client.dataSources()::presignWithResponse);
    }
    Output output = powerdrill.output();
    if (output.isJson()) {
      output.print(json(response));
    } else {
      output.print(printable(response));
      Instant expiry = response.value().expiresAt();
      boolean isPast = expiry.isBefore(Instant.now());
      output.notice(
          "the URL expires at "
              + expiry
              + (isPast ? ", which is past by this machine's clock." : "."));
    }
    return ExitCode.DONE.number();
  }

  /** Refuses control characters, which a terminal would interpret. */
  private static String printable(PowerdrillResponse<PresignedUrl> response) {
    String url = response.value().url();
    if (!Printable.is(url)) {
      throw new UnexpectedResponseException(
          "The URL from the service holds control characters, which are not printed;"
              + " --json escapes them.",
          response.status(),
          "$.data.presigned_url",
          "",
          response.traceId(),
          response.externalTraceId());
    }
    return url;
  }

  private static JsonObject json(PowerdrillResponse<PresignedUrl> response) {
    return new JsonObject()
        .put("presigned_url", response.value().url())
        .put("expires_at", response.value().expiresAt().toString())
        .put("trace_id", response.traceId())
        .put("external_trace_id", response.externalTraceId());
  }
}

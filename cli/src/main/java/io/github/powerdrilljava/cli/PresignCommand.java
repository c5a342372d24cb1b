package io.github.powerdrilljava.cli;

import com.squareup.moshi.JsonWriter;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.UnexpectedResponseException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints a temporary URL for one data source. */
@Command(
    name = "presign",
    description = {
      "Prints a temporary URL for a data source.",
      "Anyone who has the URL can download the data until it expires. Standard output holds only the"
          + " URL; the time of expiry goes to standard error."
    })
final class PresignCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Powerdrill powerdrill;

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private DataSourceArguments arguments;

  @Option(
      names = "--expires-in",
      paramLabel = "SECONDS",
      description = "The lifetime of the URL, at least 60. Default: 600, the service's default")
  private @Nullable Long expiresIn;

  @Option(
      names = "--json",
      description =
          "Print one JSON object instead: presigned_url, expires_at, trace_id (the service's, null"
              + " if it sent none), external_trace_id (yours)")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PresignRequest request =
        arguments.request().withExpiresIn(expiresIn == null ? null : Duration.ofSeconds(expiresIn));
    PowerdrillResponse<PresignedUrl> response;
    try (PowerdrillClient client = powerdrill.connection().client(arguments.userId())) {
      response = client.dataSources().presignWithResponse(request);
    }
    if (json) {
      spec.commandLine().getOut().println(toJson(response));
    } else {
      spec.commandLine().getOut().println(printable(response));
      spec.commandLine()
          .getErr()
          .println(ErrorReport.PREFIX + "the URL expires at " + response.value().expiresAt() + ".");
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

  private static String toJson(PowerdrillResponse<PresignedUrl> response) throws IOException {
    Buffer buffer = new Buffer();
    try (JsonWriter writer = JsonWriter.of(buffer)) {
      writer.setSerializeNulls(true);
      writer
          .beginObject()
          .name("presigned_url")
          .value(response.value().url())
          .name("expires_at")
          .value(response.value().expiresAt().toString())
          .name("trace_id")
          .value(response.traceId())
          .name("external_trace_id")
          .value(response.externalTraceId())
          .endObject();
    }
    return Printable.json(buffer.readUtf8());
  }
}
